/** Durable orders through the execution engine, beside a loop that only commits the same rows. */
package io.eafix.bench.orders;
