package io.eafix.execution.fix;

import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import io.eafix.execution.venue.VenueOrder;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import quickfix.SessionID;
import quickfix.SessionSettings;

/** What a session needs that calls a venue of the test's own. */
final class Initiators {
  private Initiators() {}

  /**
   * Settings of a session that reconnects within a second.
   *
   * @param store the directory of its files
   * @param port that the venue listens on
   */
  static SessionSettings settings(SessionID session, Path store, int port) {
    return FixSettings.of(
        session,
        Map.of(
            "ConnectionType",
            "initiator",
            "SocketConnectHost",
            "localhost",
            "SocketConnectPort",
            Integer.toString(port),
            "HeartBtInt",
            "30",
            "ReconnectInterval",
            "1",
            "FileStorePath",
            store.toString()));
  }

  /** A market order. */
  static VenueOrder order(String clOrdId) {
    return new VenueOrder(
        clOrdId,
        "DEMO",
        "EURUSD",
        Side.BUY,
        OrderType.MARKET,
        TimeInForce.IOC,
        BigDecimal.TEN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Instant.now());
  }
}
