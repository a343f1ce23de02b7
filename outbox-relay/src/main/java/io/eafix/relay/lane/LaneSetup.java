package io.eafix.relay.lane;

import io.eafix.relay.batch.Lane;
import io.eafix.relay.batch.Suspects;
import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.db.Databases;
import io.eafix.relay.kafka.KafkaSettings;
import io.eafix.relay.kafka.LaneKey;
import io.eafix.relay.kafka.Topics;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a lane's worker needs.
 *
 * @param name source and number, for logs
 * @param ended called once when the worker has ended
 */
public record LaneSetup(
    String name,
    Lane lane,
    LaneKey key,
    RelayConfig config,
    Databases databases,
    KafkaSettings kafka,
    Topics topics,
    int positionsPartitions,
    Suspects suspects,
    Supplier<UUID> claimIds,
    Supplier<OffsetDateTime> now,
    LaneStats stats,
    LaneObserver observer,
    StepListener steps,
    Runnable ended) {}
