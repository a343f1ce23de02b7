/** The REST interface: sagas, definitions, operators' commands. */
package io.eafix.saga.api;
