package io.eafix.relay.batch;

import java.util.UUID;

/**
 * A lane as this relay owns it.
 *
 * @param owner this relay process
 * @param generation of its positions
 * @param epoch raised when it took the lane; every write is conditional on it
 */
public record Lane(
    int number, int shardFrom, int shardTo, UUID owner, long epoch, int generation) {}
