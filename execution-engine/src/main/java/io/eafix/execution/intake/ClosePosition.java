package io.eafix.execution.intake;

import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import io.eafix.execution.venue.Quote;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Closes what the engine's own fills of an account and symbol amount to, with one market order.
 * Concurrent closes of one position take turns, and what live orders of the closing side may still
 * trade is left out, so that two closes do not turn a position round.
 */
@ApplicationScoped
public class ClosePosition {
  private static final String TURN = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

  /** One statement, and so one snapshot: an order that fills between two would count in neither. */
  private static final String OPEN =
      """
      WITH held AS (
        SELECT coalesce(sum(CASE side WHEN 'BUY' THEN quantity ELSE -quantity END), 0) AS net
        FROM fill WHERE account = $1 AND symbol = $2)
      SELECT held.net, (
          SELECT coalesce(sum(order_open(o)), 0) FROM orders o
          WHERE account = $1 AND symbol = $2
            AND side = CASE WHEN held.net > 0 THEN 'SELL' ELSE 'BUY' END
            AND status NOT IN ('FILLED', 'CANCELED', 'REJECTED', 'EXPIRED')) AS closing
      FROM held""";

  private final Transactions transactions;
  private final OrderIntake intake;

  ClosePosition(Transactions transactions, OrderIntake intake) {
    this.transactions = transactions;
    this.intake = intake;
  }

  /**
   * Takes the closing order in; fails with 422 if there is nothing to close. It is as large as what
   * it closes: the largest quantity of one order is no limit for it.
   *
   * @param quote the market it was decided on, if the caller gives one
   */
  public Uni<Ticket> close(
      String account, String symbol, Optional<Quote> quote, Optional<String> venue) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.query(TURN, "close " + account + " " + symbol)
                    .chain(() -> sql.query(OPEN, account, symbol))
                    .map(rows -> terms(rows.iterator().next(), account, symbol, quote, venue)))
        .flatMap(terms -> intake.enter(terms, Origin.DIRECT));
  }

  private static OrderTerms terms(
      Row row, String account, String symbol, Optional<Quote> quote, Optional<String> venue) {
    BigDecimal net = row.getBigDecimal("net");
    BigDecimal closing = row.getBigDecimal("closing");
    BigDecimal quantity = net.abs().subtract(closing);
    if (quantity.signum() <= 0) {
      throw Problems.unprocessable(
          "nothing-to-close",
          "There is nothing to close",
          "net " + net.toPlainString() + ", being closed " + closing.toPlainString());
    }
    return new OrderTerms(
        account,
        symbol,
        net.signum() > 0 ? Side.SELL : Side.BUY,
        quantity,
        OrderType.MARKET,
        TimeInForce.IOC,
        Optional.empty(),
        Optional.empty(),
        quote,
        venue);
  }
}
