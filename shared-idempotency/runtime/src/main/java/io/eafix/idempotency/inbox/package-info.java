/** Messages that take effect once. */
package io.eafix.idempotency.inbox;
