/** The protocol of one execution, and its row in Postgres. */
package io.eafix.idempotency.execution;
