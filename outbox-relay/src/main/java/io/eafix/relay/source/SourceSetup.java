package io.eafix.relay.source;

import io.eafix.relay.batch.Suspects.Suspect;
import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.db.Databases;
import io.eafix.relay.event.OutboxRow;
import io.eafix.relay.kafka.KafkaSettings;
import io.eafix.relay.kafka.Topics;
import io.eafix.relay.lane.LaneObserver;
import io.eafix.relay.lane.StepListener;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the supervision of a source needs.
 *
 * @param self identity of this process, new at every start
 * @param inspection finds a reason why an event cannot be sent
 */
public record SourceSetup(
    String name,
    String database,
    UUID self,
    String relayName,
    RelayConfig config,
    Databases databases,
    KafkaSettings kafka,
    Topics topics,
    Function<OutboxRow, Optional<Suspect>> inspection,
    LaneObserver observer,
    StepListener steps,
    Supplier<OffsetDateTime> now) {}
