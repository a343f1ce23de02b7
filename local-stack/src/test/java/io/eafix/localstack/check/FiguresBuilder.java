package io.eafix.localstack.check;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Figures of a small flawless run, for tests to spoil. */
public final class FiguresBuilder {
  public final Map<String, Long> signals = new HashMap<>(Map.of("BUY", 2L, "SELL", 1L, "HOLD", 0L));
  public final Map<String, Long> sagas =
      new HashMap<>(Map.of("COMPLETED", 2L, "COMPENSATED", 1L, "RUNNING", 0L));
  public final Map<String, Long> outboxRows = new HashMap<>(Map.of("a", 5L, "b", 7L));
  public final Map<String, Long> kafkaEvents = new HashMap<>(Map.of("a", 5L, "b", 7L, "c", 0L));
  public long completedTradedOnce = 2;
  public long venueDuplicates;
  public long venueUnexplained;
  public long openReservations;
  public long kafkaDuplicates;
  public long outOfOrder;
  public long deadLetters;
  public String venueNet = "10000";
  public String engineNet = "10000";
  public String riskNet = "10000";
  public String position = "10000.0";

  public Figures build() {
    return new Figures(
        new TradeFigures(
            10,
            signals,
            sagas,
            2,
            completedTradedOnce,
            2,
            2,
            2,
            venueDuplicates,
            venueUnexplained,
            openReservations,
            net(venueNet),
            net(engineNet),
            net(riskNet),
            net(position)),
        new EventFigures(outboxRows, kafkaEvents, kafkaDuplicates, outOfOrder, deadLetters));
  }

  private static Map<String, BigDecimal> net(String quantity) {
    return quantity == null ? Map.of() : Map.of("DEMO:EURUSD", new BigDecimal(quantity));
  }
}
