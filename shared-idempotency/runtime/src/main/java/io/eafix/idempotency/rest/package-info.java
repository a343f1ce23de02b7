/** The protocol around REST resource methods. */
package io.eafix.idempotency.rest;
