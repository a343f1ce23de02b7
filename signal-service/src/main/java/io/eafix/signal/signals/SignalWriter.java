package io.eafix.signal.signals;

import static java.util.stream.Collectors.toList;

import io.eafix.idempotency.outbox.OutboxEvent;
import io.eafix.idempotency.outbox.OutboxWriter;
import io.eafix.idempotency.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Writes signals, what they tell the world and the sagas they start, in one transaction with
 * whatever made them.
 */
@ApplicationScoped
public class SignalWriter {

  static final String TOPIC = "trading.signals.generated";

  private static final String INSERT =
      """
      insert into signal (id, strategy, strategy_version, account, symbol, timeframe, bar_open_time,
                          action, quantity, bid, ask, quote_time, valid_until, confidence, reason,
                          indicators, status, created_at, live, side)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
              $19, $20)\
      """;

  private static final String INSERT_START =
      "insert into saga_start (signal_id, lane) values ($1, $2)";

  private final OutboxWriter outbox;

  SignalWriter(OutboxWriter outbox) {
    this.outbox = outbox;
  }

  /**
   * Writes the signals; those that trade get an event and a saga to be started.
   *
   * @param lane sagas of one lane start in the order of writing; null for a lane of its own
   */
  public Uni<Void> write(Sql sql, List<Signal> signals, String lane) {
    if (signals.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Signal> trading = signals.stream().filter(s -> s.action.trades()).collect(toList());
    Uni<?> written = sql.batch(INSERT, signals.stream().map(SignalWriter::tuple).toList());
    if (trading.isEmpty()) {
      return written.replaceWithVoid();
    }
    return written
        .flatMap(
            done ->
                sql.batch(
                    INSERT_START,
                    trading.stream()
                        .map(s -> Tuple.of(s.id, lane == null ? s.id.toString() : lane))
                        .toList()))
        .flatMap(done -> outbox.writeAll(trading.stream().map(SignalWriter::event).toList()));
  }

  private static OutboxEvent event(Signal signal) {
    return OutboxEvent.builder()
        .topic(TOPIC)
        .type("io.eafix.signal.generated.v1")
        .aggregateType("signal")
        .aggregateId(signal.id.toString())
        .payload(SignalView.of(signal))
        .build();
  }

  private static Tuple tuple(Signal s) {
    return Tuple.from(
        new Object[] {
          s.id,
          s.strategy,
          s.strategyVersion,
          s.account,
          s.symbol,
          s.timeframe == null ? null : s.timeframe.name(),
          utc(s.barOpenTime),
          s.action.name(),
          s.quantity,
          s.bid,
          s.ask,
          utc(s.quoteTime),
          utc(s.validUntil),
          s.confidence,
          s.reason,
          new JsonObject(s.indicators),
          s.status.name(),
          utc(s.createdAt),
          s.live,
          s.side
        });
  }

  private static OffsetDateTime utc(Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
