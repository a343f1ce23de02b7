/** The outbox relay against Debezium Engine and a loop that promises nothing. */
package io.eafix.bench.relay;
