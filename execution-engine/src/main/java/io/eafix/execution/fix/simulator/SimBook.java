package io.eafix.execution.fix.simulator;

import io.eafix.execution.matching.Depth;
import io.eafix.execution.matching.Matching;
import io.eafix.execution.matching.Trade;
import io.eafix.execution.venue.Quote;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import quickfix.field.ExecType;
import quickfix.field.OrdStatus;
import quickfix.field.Side;

/**
 * The simulator's orders. Every change is in the journal before it is reported. The same client
 * order id twice makes two orders, so that a duplicate is seen. Thread-safe.
 */
final class SimBook implements AutoCloseable {
  private final Map<String, SimOrder> orders = new LinkedHashMap<>();
  private final Map<String, SimReport> last = new HashMap<>();
  private final Map<String, List<String>> byClOrdId = new HashMap<>();
  private final TreeMap<Long, SimReport> unsent = new TreeMap<>();
  private final Map<String, List<String>> trades = new HashMap<>();
  private final Map<String, Quote> quotes = new HashMap<>();
  private Depth depth = Depth.UNLIMITED;
  private final Clock clock;
  private final Journal journal;
  private long reports;

  SimBook(Path file, Clock clock) {
    this.clock = clock;
    this.journal = new Journal(file, this::apply);
  }

  /** Figures: {@code duplicates} are orders beyond the first of their client order id. */
  record Figures(long venueOrders, long duplicates, long executions, long unsent) {}

  synchronized Figures figures() {
    long distinct = orders.values().stream().map(SimOrder::clOrdId).distinct().count();
    return new Figures(orders.size(), orders.size() - distinct, executions(), unsent.size());
  }

  private long executions() {
    return trades.values().stream().mapToLong(List::size).sum();
  }

  /** Says how deep every market is from now on. */
  synchronized void deepen(Depth deep) {
    depth = deep;
  }

  /**
   * An order as others look at it.
   *
   * @param net what was executed, negative if sold
   * @param executions their ids
   */
  record Line(String clOrdId, String account, String symbol, String net, List<String> executions) {}

  /** Every order, in the order of coming. */
  synchronized List<Line> lines() {
    return orders.values().stream().map(this::line).toList();
  }

  private Line line(SimOrder order) {
    BigDecimal filled = last.get(order.venueOrderId()).cumQty();
    BigDecimal net = order.side() == Side.BUY ? filled : filled.negate();
    return new Line(
        order.clOrdId(),
        order.account(),
        order.symbol(),
        net.toPlainString(),
        List.copyOf(trades.getOrDefault(order.venueOrderId(), List.of())));
  }

  /** Takes an order in, and answers with the reports to send. */
  synchronized List<SimReport> submit(SimOrder order) {
    Optional<Quote> market = Optional.ofNullable(quotes.get(order.symbol()));
    List<SimReport> made = new ArrayList<>();
    if (market.isEmpty()) {
      made.add(report(order, null, ExecType.REJECTED, OrdStatus.REJECTED, null, "No quote"));
    } else {
      made.add(report(order, null, ExecType.NEW, OrdStatus.NEW, null, null));
      match(order, BigDecimal.ZERO, market.get(), made);
    }
    keep(order, made);
    return made;
  }

  synchronized String nextOrderId() {
    return "S" + (orders.size() + 1);
  }

  private void match(SimOrder order, BigDecimal filled, Quote quote, List<SimReport> made) {
    Matching.Match match = Matching.match(order.terms(filled), quote, depth);
    SimReport before = made.isEmpty() ? last.get(order.venueOrderId()) : made.get(made.size() - 1);
    BigDecimal cum = filled;
    for (Trade trade : match.trades()) {
      cum = cum.add(trade.quantity());
      char status =
          cum.compareTo(order.quantity()) >= 0 ? OrdStatus.FILLED : OrdStatus.PARTIALLY_FILLED;
      before =
          new SimReport(
              ++reports,
              order.venueOrderId(),
              before.clOrdId(),
              null,
              ExecType.TRADE,
              status,
              order.quantity(),
              trade.quantity(),
              trade.price(),
              cum,
              null,
              quote.time());
      made.add(before);
    }
    if (cum.compareTo(order.quantity()) < 0 && !match.rests()) {
      made.add(report(order, before, ExecType.CANCELED, OrdStatus.CANCELED, null, "Not filled"));
    }
  }

  /** Cancels, or answers why not. */
  synchronized List<SimReport> cancel(String orig, String clOrdId) {
    SimReport before = working(orig);
    if (before == null) {
      return List.of();
    }
    SimOrder order = orders.get(before.venueOrderId());
    SimReport done = report(order, before, ExecType.CANCELED, OrdStatus.CANCELED, clOrdId, null);
    keep(null, List.of(done));
    return List.of(done);
  }

  /** Changes an order, or answers with nothing if it cannot. */
  synchronized List<SimReport> replace(
      String orig, String clOrdId, BigDecimal quantity, BigDecimal price, BigDecimal stop) {
    SimReport before = working(orig);
    if (before == null || quantity.compareTo(before.cumQty()) <= 0) {
      return List.of();
    }
    SimOrder changed = orders.get(before.venueOrderId()).on(quantity, price, stop);
    List<SimReport> made = new ArrayList<>();
    made.add(report(changed, before, ExecType.REPLACED, before.ordStatus(), clOrdId, null));
    Quote market = quotes.get(changed.symbol());
    if (market != null) {
      match(changed, before.cumQty(), market, made);
    }
    keep(changed, made);
    return made;
  }

  /** Moves a market; orders that rest may trade. */
  synchronized List<SimReport> move(String symbol, Quote quote) {
    quotes.put(symbol, quote);
    List<SimReport> all = new ArrayList<>();
    for (SimOrder order : List.copyOf(orders.values())) {
      SimReport before = last.get(order.venueOrderId());
      if (order.symbol().equals(symbol) && works(before)) {
        List<SimReport> made = new ArrayList<>();
        match(order, before.cumQty(), quote, made);
        if (!made.isEmpty()) {
          keep(null, made);
          all.addAll(made);
        }
      }
    }
    return all;
  }

  /** Where the first order of an id stands. */
  synchronized Optional<SimReport> find(String clOrdId) {
    return Optional.ofNullable(byClOrdId.get(clOrdId)).map(ids -> last.get(ids.get(0)));
  }

  synchronized SimOrder order(String venueOrderId) {
    return orders.get(venueOrderId);
  }

  /** Reports that were made and perhaps never handed to the session. */
  synchronized List<SimReport> unsent() {
    return List.copyOf(unsent.values());
  }

  /** Notes that reports were handed to the session, which keeps and resends them from now on. */
  synchronized void sent(List<SimReport> handed) {
    List<Long> numbers = handed.stream().map(SimReport::number).toList();
    Journal.Entry entry = new Journal.Entry(null, null, numbers);
    journal.write(entry);
    apply(entry);
  }

  private SimReport report(
      SimOrder order, SimReport before, char type, char status, String clOrdId, String text) {
    Instant now = clock.instant();
    String known = before == null ? order.clOrdId() : before.clOrdId();
    return new SimReport(
        ++reports,
        order.venueOrderId(),
        clOrdId == null ? known : clOrdId,
        clOrdId == null ? null : known,
        type,
        status,
        order.quantity(),
        null,
        null,
        before == null ? BigDecimal.ZERO : before.cumQty(),
        text,
        now);
  }

  private SimReport working(String clOrdId) {
    SimReport found = find(clOrdId).orElse(null);
    return works(found) ? found : null;
  }

  private static boolean works(SimReport report) {
    return report != null
        && (report.ordStatus() == OrdStatus.NEW
            || report.ordStatus() == OrdStatus.PARTIALLY_FILLED);
  }

  private void keep(SimOrder order, List<SimReport> made) {
    Journal.Entry entry = new Journal.Entry(order, made, null);
    journal.write(entry);
    apply(entry);
  }

  private void apply(Journal.Entry entry) {
    if (entry.order() != null) {
      SimOrder order = entry.order();
      if (orders.put(order.venueOrderId(), order) == null) {
        know(order.clOrdId(), order.venueOrderId());
      }
    }
    if (entry.reports() != null) {
      entry.reports().forEach(this::apply);
    }
    if (entry.sent() != null) {
      entry.sent().forEach(unsent::remove);
    }
  }

  private void apply(SimReport report) {
    reports = Math.max(reports, report.number());
    if (report.lastQty() != null) {
      trades.computeIfAbsent(report.venueOrderId(), id -> new ArrayList<>()).add(report.execId());
    }
    last.put(report.venueOrderId(), report);
    unsent.put(report.number(), report);
    if (report.origClOrdId() != null) {
      know(report.clOrdId(), report.venueOrderId());
    }
  }

  private void know(String clOrdId, String venueOrderId) {
    byClOrdId.computeIfAbsent(clOrdId, id -> new ArrayList<>()).add(venueOrderId);
  }

  @Override
  public void close() {
    journal.close();
  }
}
