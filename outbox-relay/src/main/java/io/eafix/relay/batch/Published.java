package io.eafix.relay.batch;

import java.util.UUID;

/**
 * The newest batch of a lane that is known to be in Kafka.
 *
 * @param markerOffset where its marker lies in the positions topic, or -1 if that is not known
 */
public record Published(long batchNo, UUID claimId, long markerOffset) {}
