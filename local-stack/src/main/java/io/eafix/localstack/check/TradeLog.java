package io.eafix.localstack.check;

import io.eafix.localstack.process.StackException;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was traded and why, in lines that are the same whenever the same was traded: signals, risk
 * decisions with all their numbers, orders, fills here and at the venue, positions. Ids, and times
 * of the wall clock, are left out; an order is named by the bar of its signal.
 */
public final class TradeLog {
  private static final String SIGNALS =
      "select id::text, concat_ws(' ', strategy || '/' || strategy_version, account, symbol,"
          + " timeframe, to_char(bar_open_time at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI'))"
          + " from signal where action <> 'HOLD'";
  private static final String SAID =
      "select id::text, concat_ws(' ', action, quantity, bid, ask, valid_until at time zone 'UTC',"
          + " confidence, status, reason, indicators) from signal where action <> 'HOLD'";
  private static final String DECIDED =
      "select signal_id::text, concat_ws(' ', case when approved then 'approved' else 'refused'"
          + " end, side, quantity, as_of at time zone 'UTC', checks) from decision";
  private static final String ORDERED =
      "select signal_id, concat_ws(' ', account, symbol, side, quantity, type, time_in_force,"
          + " status, filled, notional) from orders where signal_id is not null";
  private static final String FILLED =
      "select o.signal_id, string_agg(concat_ws(' ', f.side, f.quantity, f.price,"
          + " f.traded_at at time zone 'UTC'), ', ' order by f.traded_at, f.price, f.quantity)"
          + " from fill f join orders o on o.id = f.order_id where o.signal_id is not null"
          + " group by 1";
  private static final String EXECUTED =
      "select o.signal_id, string_agg(concat_ws(' ', v.side, e.quantity, e.price,"
          + " e.traded_at at time zone 'UTC'), ', ' order by e.traded_at, e.price, e.quantity)"
          + " from paper_venue.execution e join paper_venue.venue_order v using (venue_order_id)"
          + " join instruction i on i.cl_ord_id = v.cl_ord_id join orders o on o.id = i.order_id"
          + " where o.signal_id is not null group by 1";
  private static final String POSITIONS =
      "select account || ' ' || symbol, concat_ws(' ', trim_scale(quantity),"
          + " trim_scale(open_cost), trim_scale(realised_pnl), fills) from position";

  private final List<String> lines;

  private TradeLog(List<String> lines) {
    this.lines = lines;
  }

  /** Reads it from the databases. */
  public static TradeLog read(Endpoints stack) {
    Query query = new Query(stack);
    Map<String, String> names = query.pairs(Component.SIGNALS, SIGNALS);
    List<String> lines = new ArrayList<>();
    add(lines, "signal", names, query.pairs(Component.SIGNALS, SAID));
    add(lines, "risk", names, query.pairs(Component.RISK, DECIDED));
    add(lines, "order", names, query.pairs(Component.EXECUTION, ORDERED));
    add(lines, "fills", names, query.pairs(Component.EXECUTION, FILLED));
    add(lines, "venue", names, query.pairs(Component.EXECUTION, EXECUTED));
    query
        .pairs(Component.RISK, POSITIONS)
        .forEach((name, held) -> lines.add("position | " + name + " | " + held));
    return new TradeLog(lines.stream().sorted().toList());
  }

  /** One line for each thing, in a fixed order. */
  public List<String> lines() {
    return lines;
  }

  /**
   * Writes it to a text file, which may be there.
   *
   * @throws StackException if that is not possible
   */
  public void writeTo(Path file) {
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new StackException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private static void add(
      List<String> lines, String kind, Map<String, String> names, Map<String, String> said) {
    said.forEach((id, text) -> lines.add(kind + " | " + names.getOrDefault(id, id) + " | " + text));
  }
}
