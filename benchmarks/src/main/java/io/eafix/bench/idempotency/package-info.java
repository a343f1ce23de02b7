/** What idempotency costs: one endpoint with and without it, first calls and replays. */
package io.eafix.bench.idempotency;
