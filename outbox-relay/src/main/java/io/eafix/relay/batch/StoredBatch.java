package io.eafix.relay.batch;

/**
 * A batch with what Postgres knows of it.
 *
 * @param markerOffset where the marker of the newest known published batch lies, or -1
 */
public record StoredBatch(Batch batch, BatchState state, long markerOffset) {}
