package io.eafix.localstack.check;

import io.eafix.localstack.replay.ReplayResult;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Judges figures by what EAFIX promises. */
public final class Promises {
  private final Figures figures;

  private Promises(Figures figures) {
    this.figures = figures;
  }

  /** The promises about what the stack did. */
  public static List<CheckResult> check(Figures figures) {
    return new Promises(figures).all();
  }

  /** The promises about the answers that the sender of the bars got. */
  public static List<CheckResult> check(ReplayResult replay, Figures figures) {
    return List.of(
        new CheckResult(
            "every bar recorded once",
            figures.trades().bars() == replay.bars(),
            replay.bars() + " sent, " + figures.trades().bars() + " recorded"),
        new CheckResult(
            "the second answer is the first, byte for byte",
            replay.different() == 0 && replay.unmarked() == 0,
            replay.replays()
                + " replays, "
                + replay.different()
                + " different, "
                + replay.unmarked()
                + " not marked"));
  }

  private List<CheckResult> all() {
    TradeFigures trades = figures.trades();
    EventFigures events = figures.events();
    return List.of(
        new CheckResult(
            "one saga for each BUY or SELL signal",
            trades.allSagas() == trades.tradeSignals(),
            trades.tradeSignals() + " signals, " + trades.allSagas() + " sagas"),
        new CheckResult(
            "no saga unfinished", trades.otherSagas() == 0, trades.otherSagas() + " unfinished"),
        new CheckResult(
            "one venue order for each accepted signal",
            trades.completedTradedOnce() == trades.completedSignals()
                && trades.venueDuplicates() == 0
                && trades.venueUnexplained() == 0,
            trades.completedSignals()
                + " accepted, "
                + trades.venueOrders()
                + " venue orders, "
                + trades.venueDuplicates()
                + " duplicates, "
                + trades.venueUnexplained()
                + " unexplained"),
        position(trades),
        new CheckResult(
            "no reservation left open",
            trades.openReservations() == 0,
            trades.openReservations() + " open"),
        new CheckResult(
            "each committed outbox row is on Kafka once",
            events.complete() && events.kafkaDuplicates() == 0 && events.deadLetters() == 0,
            events.outboxTotal()
                + " rows, "
                + events.kafkaTotal()
                + " events, "
                + events.kafkaDuplicates()
                + " duplicates, "
                + events.deadLetters()
                + " dead letters"),
        new CheckResult(
            "events of an aggregate are in order, without gaps",
            events.outOfOrder() == 0,
            events.outOfOrder() + " out of order"));
  }

  private static CheckResult position(TradeFigures trades) {
    Map<String, BigDecimal> venue = plain(trades.venueNet());
    boolean kept =
        venue.equals(plain(trades.engineNet()))
            && venue.equals(plain(trades.riskNet()))
            && venue.equals(plain(trades.positions()));
    return new CheckResult(
        "position is the sum of the fills",
        kept,
        "venue "
            + venue
            + ", engine "
            + plain(trades.engineNet())
            + ", risk "
            + plain(trades.riskNet())
            + ", position "
            + plain(trades.positions()));
  }

  /** Without zeros: a flat position may or may not have a row. */
  private static Map<String, BigDecimal> plain(Map<String, BigDecimal> quantities) {
    Map<String, BigDecimal> plain = new TreeMap<>();
    quantities.forEach(
        (name, quantity) -> {
          if (quantity.signum() != 0) {
            plain.put(name, new BigDecimal(quantity.stripTrailingZeros().toPlainString()));
          }
        });
    return plain;
  }
}
