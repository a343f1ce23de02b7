package io.eafix.localstack.kafka;

import java.util.List;

/** The topics of EAFIX. */
public final class Topics {
  /**
   * Partitions of each topic unless told otherwise: enough for keys to spread, few enough to run
   * small.
   */
  public static final int PARTITIONS = 3;

  /** Topics that outbox rows are published to. */
  public static final List<String> EVENTS =
      List.of(
          "trading.signals.generated",
          "trading.risk.decided",
          "trading.orders.executed",
          "trading.orders.rejected",
          "trading.positions.updated",
          "trading.states.changed",
          "trading.sagas.changed");

  /** Where rows go that cannot be published. */
  public static final String DEAD_LETTERS = "trading.dead-letters";

  private Topics() {}
}
