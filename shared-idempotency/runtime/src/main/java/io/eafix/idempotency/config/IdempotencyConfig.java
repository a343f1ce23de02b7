package io.eafix.idempotency.config;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configuration of the idempotency extension. */
@ConfigMapping(prefix = "eafix.idempotency")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface IdempotencyConfig {

  /** The Redis store, which answers fast but decides nothing. */
  Redis redis();

  /** What happens to requests. */
  Http http();

  /** How long a claim lasts without renewal. A crashed owner blocks its key for this long. */
  @WithDefault("10s")
  Duration lease();

  /** How long a finished answer is kept for replay, in Redis and in Postgres. */
  @WithDefault("24h")
  Duration ttl();

  /** The execution rows in Postgres. */
  Executions executions();

  /** Work that reaches another system. */
  External external();

  /** What saga participants remember. */
  Fence fence();

  /** The consumer inbox. */
  Inbox inbox();

  /** The REST API for operators. */
  Operators operators();

  /** The schema of the extension's tables. */
  Schema schema();

  /** The Redis store. */
  interface Redis {

    /** What happens when Redis does not answer. */
    @WithDefault("CONTINUE")
    StoreFailurePolicy onFailure();

    /** Prefix of every key; grant a Redis user this prefix only. */
    @WithDefault("eafix:idempotency")
    String keyPrefix();

    /** How long a command may take before Redis counts as unavailable. */
    @WithDefault("500ms")
    Duration timeout();

    /** How long Redis is left alone after a failure before the next attempt. */
    @WithDefault("1s")
    Duration retryPause();

    /**
     * Connections that are held open for commands that follow each other without waiting; at most
     * two less than {@code quarkus.redis.max-pool-size}. One for each event loop is best.
     */
    @WithDefault("4")
    int connections();

    /**
     * How long an answer, which Postgres has by then, is held back so that many are sent to Redis
     * together. A retry that comes sooner is answered from Postgres. At zero, and if replicas must
     * have the answer, a request ends after Redis has it.
     */
    @WithDefault("5ms")
    Duration answerDelay();

    /** Answers held back or on their way at most; beyond, a request ends after Redis has it. */
    @WithDefault("1000")
    int answersWaitingMax();

    /** Largest answer kept in Redis, in bytes; a larger one is replayed from Postgres. */
    @WithDefault("65536")
    int answerBytesMax();

    /** Replicas that must have an answer before the request ends; 0 asks none. */
    @WithDefault("0")
    int replicasMin();

    /** How long to wait for the replicas; then the request ends all the same, and is counted. */
    @WithDefault("100ms")
    Duration replicasTimeout();

    /** Records looked at in all for statistics; more make them incomplete. */
    @WithDefault("100000")
    int statisticsRecordsMax();
  }

  /** What happens to requests. */
  interface Http {

    /** Longest time a request may wait for a running one with its key ({@code Prefer: wait=N}). */
    @WithDefault("30s")
    Duration waitMax();

    /** Time between two looks at a running execution while a request waits for it. */
    @WithDefault("50ms")
    Duration waitPollInterval();

    /** Response headers that are kept, beside the content type and Retry-After. */
    @WithDefault(
        "location,etag,content-language,content-location,last-modified,link,content-encoding")
    List<String> storedHeaders();

    /** Path prefixes on which idempotency is switched off. */
    Optional<List<String>> excludedPaths();

    /** Request header that carries the tenant; none means that there is one tenant. */
    Optional<String> tenantHeader();
  }

  /** The execution rows in Postgres. */
  interface Executions {

    /**
     * How long work in a transaction may take before it is rolled back, answered with 503, and its
     * key is free; a statement that is running is waited for. Methods that block are bounded by the
     * JTA transaction's own timeout instead.
     */
    @WithDefault("60s")
    Duration timeout();

    /** Largest answer that can be stored, in bytes; a larger one fails the request. */
    @WithDefault("1048576")
    int answerBytesMax();

    /** Time between two deletions of expired rows. */
    @WithDefault("60s")
    Duration cleanupInterval();

    /** Rows of each table deleted at most in one transaction; more follow at once. */
    @WithDefault("5000")
    int cleanupRowsMax();
  }

  /** What saga participants remember. */
  interface Fence {

    /**
     * How long a saga's step is remembered after its last change; none means for good. It has to be
     * longer than any saga lasts, one that waits for a person included: a compensation that comes
     * later finds nothing to undo, and an action that comes later is not barred any more.
     */
    Optional<Duration> retention();
  }

  /** Work that reaches another system. */
  interface External {

    /** How long the work may take before it is in doubt. */
    @WithDefault("30s")
    Duration timeout();

    /** Attempts at storing a result while Postgres cannot be reached, before it is in doubt. */
    @WithDefault("50")
    int storeAttemptsMax();

    /** Pause between two such attempts. */
    @WithDefault("200ms")
    Duration storePause();
  }

  /** The REST API for operators. */
  interface Operators {

    /** Whether the API exists; without it, its paths answer 404. */
    @WithDefault("false")
    boolean enabled();

    /** Role a caller must have. */
    @WithDefault("eafix-operator")
    String role();

    /** Executions in one page at most. */
    @WithDefault("200")
    int pageRowsMax();
  }

  /** The consumer inbox. */
  interface Inbox {

    /** Attempts at a message before it goes to the dead letters. */
    @WithDefault("5")
    int attemptsMax();

    /** Pause before the second attempt; it doubles each time. */
    @WithDefault("100ms")
    Duration backoffInitial();

    /** Longest pause between two attempts. */
    @WithDefault("10s")
    Duration backoffMax();

    /** How long the id of a message is remembered; longer than Kafka keeps the message. */
    @WithDefault("8d")
    Duration retention();
  }

  /** The schema of the extension's tables. */
  interface Schema {

    /** Whether the extension creates and migrates its tables at start. */
    @WithDefault("true")
    boolean migrateAtStart();

    /** Postgres role of the relay, which is granted the outbox tables if it exists. */
    @WithDefault("relay")
    String relayRole();
  }
}
