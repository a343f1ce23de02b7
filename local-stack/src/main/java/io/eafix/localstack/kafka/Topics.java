package io.eafix.localstack.kafka;

import java.util.List;

/** The topics of EAFIX. */
public final class Topics {
  /**
   * Partitions of each topic unless told otherwise: enough for keys to spread, few enough to run
   * small.
   */
  public static final int PARTITIONS = 3;

  /** Changes of the risk service's kill switch. */
  public static final String TRADING_STATES = "trading.states.changed";

  /** Topics that outbox rows are published to. */
  public static final List<String> EVENTS =
      List.of(
          "trading.signals.generated",
          "trading.risk.decided",
          "trading.orders.executed",
          "trading.orders.rejected",
          "trading.positions.updated",
          TRADING_STATES,
          "trading.sagas.changed");

  /** Where rows go that cannot be published. */
  public static final String DEAD_LETTERS = "trading.dead-letters";

  private Topics() {}
}
