/** Transactions and raw SQL: the only package that knows how a connection is reached. */
package io.eafix.idempotency.sql;
