/** Saga definitions: their YAML or JSON form, its validation, and the versions that are kept. */
package io.eafix.saga.definition;
