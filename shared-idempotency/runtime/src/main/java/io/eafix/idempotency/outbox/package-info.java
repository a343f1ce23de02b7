/**
 * The writing side of the outbox: events committed with their cause, for the relay to publish.
 *
 * <p>{@link io.eafix.idempotency.outbox.OutboxWriter} is what a service uses inside a transaction;
 * {@link io.eafix.idempotency.outbox.OutboxSql} is for code that holds a connection of its own.
 */
package io.eafix.idempotency.outbox;
