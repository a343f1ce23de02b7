package io.eafix.relay.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Configuration of the relay. */
@ConfigMapping(prefix = "eafix.relay")
public interface RelayConfig {

  /** The databases whose outbox is published, by name. */
  Map<String, SourceConfig> sources();

  /** Further databases, listed in a file that may change while the relay runs. */
  WatchedSources watchedSources();

  /** Batches: each is one Postgres claim and one Kafka transaction. */
  Batches batches();

  /** Leases of lanes among the replicas. */
  Leases leases();

  /** Postgres. */
  Database database();

  /** Kafka. */
  Kafka kafka();

  /** Removal of published rows. */
  Slots slots();

  /** Events that cannot be published. */
  DeadLetters deadLetters();

  /** Statistics that are read from Postgres. */
  Statistics statistics();

  /** Sources that come and go without a restart. */
  interface WatchedSources {

    /**
     * Properties file of the form {@code eafix.relay.sources.NAME.host=...}, which may use {@code
     * ${VARIABLE}} of the environment. A source in it replaces one of the same name above.
     */
    Optional<Path> file();

    /** Time between two looks at the file. */
    @WithDefault("5s")
    Duration interval();
  }

  /** Statistics that are read from Postgres. */
  interface Statistics {

    /**
     * Time between two countings of what is pending, for metrics; {@code GET /stats} counts anew.
     */
    @WithDefault("15s")
    Duration interval();
  }

  /** Batches. */
  interface Batches {

    /** Most events of a batch. */
    @WithDefault("4000")
    int eventsMax();

    /** Most payload bytes of a batch; a single larger event still makes one. */
    @WithDefault("4194304")
    int bytesMax();

    /** Longest time between two polls of a lane at rest; after activity polls are closer. */
    @WithDefault("1s")
    Duration pollIntervalMax();

    /** Batches of a lane that are kept in Postgres for inspection. */
    @WithDefault("500")
    int historyMax();

    /** Most urgent events that may be out ahead of a lane's backlog at a time. */
    @WithDefault("5000")
    int urgentMax();
  }

  /** Leases. No two clocks are compared: each replica watches the others' beats by its own. */
  interface Leases {

    /** Time between two beats of a replica. */
    @WithDefault("1s")
    Duration beatInterval();

    /** Time without a beat after which a replica's lanes are taken over; several intervals. */
    @WithDefault("5s")
    Duration duration();
  }

  /** Postgres. */
  interface Database {

    /** Longest wait for a connection. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** Longest wait for a statement, after which its connection is given up. */
    @WithDefault("15s")
    Duration statementTimeout();

    /** Longest pause between two attempts to reach a source. */
    @WithDefault("5s")
    Duration retryPauseMax();
  }

  /** Kafka. */
  interface Kafka {

    /** Compacted topic that remembers the newest published batch of every lane. */
    @WithDefault("eafix.relay.positions")
    String positionsTopic();

    /** Partitions of the positions topic, if the relay creates it. */
    @WithDefault("8")
    int positionsPartitions();

    /** Whether missing topics are created; otherwise their events count as unpublishable. */
    @WithDefault("true")
    boolean createTopics();

    /** Partitions of an event topic that the relay creates. */
    @WithDefault("6")
    int topicPartitions();

    /** Replicas of a topic that the relay creates; -1 is the broker's default. */
    @WithDefault("-1")
    short topicReplication();

    /** Longest life of a Kafka transaction; the broker aborts an older one. */
    @WithDefault("30s")
    Duration transactionTimeout();

    /** Longest wait for Kafka in one step, shorter than the transaction timeout. */
    @WithDefault("15s")
    Duration requestTimeout();

    /** Age at which what is known of a topic is looked up again. */
    @WithDefault("5s")
    Duration topicRefresh();

    /** Compression of the events: none, lz4, zstd, snappy or gzip. */
    @WithDefault("lz4")
    String compression();
  }

  /** Removal of published rows by truncating the slots of the outbox in turn. */
  interface Slots {

    /** Size in bytes at which writers are sent to the next slot. */
    @WithDefault("33554432")
    long bytesMax();

    /** Longest wait for the lock of a slot, while which its readers wait too. */
    @WithDefault("20ms")
    Duration lockTimeout();

    /** Longest pause between two attempts at a slot that is in use. */
    @WithDefault("60s")
    Duration retryPauseMax();
  }

  /** Events that cannot be published. */
  interface DeadLetters {

    /** Attempts at an event before it is dead. */
    @WithDefault("8")
    int attemptsMax();

    /** Pause after the first failed attempt; it doubles each time. */
    @WithDefault("200ms")
    Duration backoffInitial();

    /** Longest pause between two attempts. */
    @WithDefault("30s")
    Duration backoffMax();

    /** Topic of the dead letters. */
    @WithDefault("trading.dead-letters")
    String topic();

    /** Largest payload of a dead letter in bytes; of a larger one the start is sent. */
    @WithDefault("500000")
    int payloadBytesMax();

    /** What later events of a dead event's aggregate do. */
    @WithDefault("WAIT")
    FollowerPolicy followers();
  }

  /** What later events of a dead event's aggregate do. */
  enum FollowerPolicy {
    /** Wait until an operator requeues or discards the dead one: no gap, no disorder. */
    WAIT,
    /** Go on without it: the topic has a gap in the aggregate's versions. */
    SKIP
  }
}
