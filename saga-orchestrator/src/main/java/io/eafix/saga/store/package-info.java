/** Sagas in Postgres: rows, guarded batch updates, claims and leases. */
package io.eafix.saga.store;
