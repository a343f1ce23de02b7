/** Sagas per second: this orchestrator against an LRA coordinator, with the same participants. */
package io.eafix.bench.sagas;
