/** The fast store of claims and answers, on Redis. */
package io.eafix.idempotency.store;
