package io.eafix.saga;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** Limits and intervals of the orchestrator. */
@ConfigMapping(prefix = "eafix.saga")
public interface SagaConfig {

  /** Name of this replica in its lease, for people; the host's name if absent. */
  Optional<String> replicaName();

  /** A replica that has not renewed its lease for this long loses its sagas, in milliseconds. */
  @WithDefault("3000")
  int leaseMs();

  /** How often released and orphaned sagas are looked for, in milliseconds. */
  @WithDefault("250")
  int claimIntervalMs();

  /** Most sagas taken by one look. */
  @WithDefault("200")
  int claimSizeMax();

  /** Most sagas this replica drives at a time; further ones wait in Postgres. */
  @WithDefault("5000")
  int activeMax();

  /** A saga that has nothing to do for at least this long is released, in milliseconds. */
  @WithDefault("10000")
  long releaseAfterMs();

  /** Most changes and starts of sagas in one commit. */
  @WithDefault("128")
  int batchSizeMax();

  /** No saga is started while this many changes and starts wait to be written. */
  @WithDefault("10000")
  int writesWaitingMax();

  /**
   * Commits that may be under way at the same time: more than one only if a full one waits or the
   * one before is slow.
   */
  @WithDefault("2")
  int writersMax();

  /** A commit that takes longer than this does not hold up the next, in milliseconds. */
  @WithDefault("50")
  int commitSlowMs();

  /** How often the sagas that have not ended are counted for the metrics, in milliseconds. */
  @WithDefault("10000")
  int countIntervalMs();

  /** Wait before a failed commit is examined and tried again, in milliseconds. */
  @WithDefault("250")
  int storeRetryMs();

  /**
   * Longest time that the answer to a start waits for the saga's end ({@code Prefer: wait=N}), in
   * milliseconds.
   */
  @WithDefault("30000")
  int startWaitMsMax();

  /** Most answers that wait for the end of a saga at a time; further ones leave at once. */
  @WithDefault("5000")
  int startsWaitingMax();

  /** Most bytes of a saga's context, as JSON. */
  @WithDefault("65536")
  int contextBytesMax();

  /** Limits towards each participant. */
  Participant participant();

  /** Limits of the live streams of changes. */
  Stream stream();

  /** What becomes of sagas that have ended. */
  Retention retention();

  /** What becomes of sagas that have ended. */
  interface Retention {
    /**
     * How long a saga is kept after its end, in days, with its timeline and audit; none means for
     * good. Off unless it is set: what was done to an order may have to be shown for years, and
     * only the operator knows for how many. Sagas that have not ended are kept in any case, and so
     * are those whose start can still be repeated with its key. A business key that is used once
     * stays used.
     */
    Optional<@Min(1) Integer> endedDays();

    /** How often sagas are deleted whose time is over, in milliseconds. */
    @WithDefault("60000")
    int intervalMs();

    /** Most sagas deleted in one commit. */
    @WithDefault("200")
    int batchSizeMax();
  }

  /** Limits towards one participant. */
  interface Participant {
    /** Most calls under way at a time to one participant. */
    @WithDefault("64")
    int callsMax();

    /**
     * Most bytes of an answer that are read; a longer one counts as none. It has to hold what the
     * largest answer brings, such as the fills of an order.
     */
    @WithDefault("1048576")
    int answerBytesMax();

    /** Calls that are looked at to judge a participant's health. */
    @WithDefault("20")
    int circuitVolume();

    /** Share of these that has to fail to open the circuit, in percent. */
    @WithDefault("75")
    int circuitFailurePercent();

    /** How long an open circuit lets nothing through, in milliseconds. */
    @WithDefault("1000")
    int circuitOpenMs();
  }

  /** Limits of the live streams. */
  interface Stream {
    /** How often watched sagas are looked at, in milliseconds. */
    @WithDefault("250")
    int intervalMs();

    /** Most streams open at a time, of one saga and of all together. */
    @WithDefault("200")
    int clientsMax();
  }
}
