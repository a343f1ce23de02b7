package io.eafix.relay;

import io.eafix.relay.batch.Suspects.Suspect;
import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.config.SourceConfig;
import io.eafix.relay.db.Databases;
import io.eafix.relay.event.OutboxRow;
import io.eafix.relay.kafka.KafkaSettings;
import io.eafix.relay.kafka.Topics;
import io.eafix.relay.lane.StepListener;
import io.eafix.relay.source.SourceSetup;
import io.eafix.relay.source.SourceWorker;
import io.eafix.relay.stats.RelayMetrics;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * One relay process: its sources, each with a supervising thread. Needs no container, so that tests
 * can run it in processes of their own. Thread-safe.
 */
public final class Relay implements AutoCloseable {

  private final Vertx vertx;
  private final RelayConfig config;
  private final KafkaSettings kafka;
  private final Topics topics;
  private final RelayMetrics metrics;
  private final Clock clock;
  private final StepListener steps;
  private final UUID self;
  private final String name;
  private final Map<String, Source> sources = new ConcurrentSkipListMap<>();

  /** A source that is being published. */
  public record Source(
      String name, SourceConfig config, Databases databases, SourceWorker worker, Thread thread) {}

  /**
   * With all it needs; nothing runs yet.
   *
   * @param self identity of this process, new at every start
   * @param name what operators know this process by
   */
  public Relay(
      Vertx vertx,
      RelayConfig config,
      Map<String, Object> kafkaSettings,
      RelayMetrics metrics,
      Clock clock,
      StepListener steps,
      UUID self,
      String name) {
    this.vertx = vertx;
    this.config = config;
    this.kafka = new KafkaSettings(kafkaSettings, config.kafka());
    this.topics = new Topics(kafka, System::nanoTime);
    this.metrics = metrics;
    this.clock = clock;
    this.steps = steps;
    this.self = self;
    this.name = name;
  }

  /** Starts publishing a source; it need not be there yet. */
  public void add(String sourceName, SourceConfig source) {
    sources.computeIfAbsent(sourceName, ignored -> start(sourceName, source));
  }

  private Source start(String sourceName, SourceConfig source) {
    Databases databases = new Databases(vertx, source, config);
    SourceWorker worker =
        new SourceWorker(
            new SourceSetup(
                sourceName,
                source.database(),
                self,
                name,
                config,
                databases,
                kafka,
                topics,
                this::inspect,
                metrics.observer(sourceName),
                steps,
                () -> OffsetDateTime.now(clock)));
    metrics.register(worker);
    Thread thread = new Thread(worker, "relay-" + sourceName);
    thread.start();
    return new Source(sourceName, source, databases, worker, thread);
  }

  /** A reason why an event cannot be sent, found without sending it. */
  private Optional<Suspect> inspect(OutboxRow event) {
    return topics
        .refusal(event.topic())
        .map(
            cause ->
                new Suspect(
                    1,
                    OffsetDateTime.now(clock).plus(config.deadLetters().backoffInitial()),
                    cause));
  }

  /** The sources, in order of name. */
  public Collection<Source> sources() {
    return sources.values();
  }

  /** Identity of this process. */
  public UUID self() {
    return self;
  }

  /** Stops publishing a source, after the batches in flight. */
  public void remove(String sourceName) {
    Source source = sources.remove(sourceName);
    if (source != null) {
      source.worker().stop();
      join(source);
      metrics.unregister(sourceName);
    }
  }

  /** Stops all sources after the batches in flight and gives their lanes back. */
  @Override
  public void close() {
    sources.values().forEach(source -> source.worker().stop());
    sources.values().forEach(this::join);
    topics.close();
  }

  private void join(Source source) {
    try {
      source.thread().join(2 * config.kafka().transactionTimeout().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
