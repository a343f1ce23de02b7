/** Calls to participants over HTTP, each participant with its own limits. */
package io.eafix.saga.participant;
