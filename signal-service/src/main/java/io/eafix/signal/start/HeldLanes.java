package io.eafix.signal.start;

import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.signal.config.SignalConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Lanes whose first saga runs while others wait behind it, in Postgres.
 *
 * <p>What risk decides about an order depends on what became of the orders before it. So sagas of a
 * series run one after the other, and a replay is decided the same way at any speed.
 */
@ApplicationScoped
class HeldLanes {

  /** Asks less and less often for a saga that takes long. */
  private static final String TO_ASK =
      """
      with held as (
        select signal_id from saga_start h
        where holds_lane and state = 'STARTED' and ask_at <= now()
          and exists (select from saga_start behind
                      where behind.lane = h.lane and behind.position > h.position
                        and behind.state = 'PENDING')
        order by position limit $1
        for update skip locked)
      update saga_start asked
      set ask_at = now() + least($3 * interval '1 millisecond',
                                 greatest($2 * interval '1 millisecond', (now() - settled_at) / 4))
      from held where asked.signal_id = held.signal_id
      returning asked.signal_id, asked.saga_id, asked.lane,
        extract(epoch from now() - asked.settled_at) * 1000 as waited_ms,
        extract(epoch from asked.ask_at - now()) * 1000 as pause_ms\
      """;

  private static final String LET_GO =
      "update saga_start set holds_lane = false where signal_id = $1 and state = 'STARTED'";

  private final Transactions transactions;
  private final SignalConfig.Starts config;

  HeldLanes(Transactions transactions, SignalConfig config) {
    this.transactions = transactions;
    this.config = config.starts();
  }

  /**
   * A saga that others wait for.
   *
   * @param waited since it was accepted
   * @param pause until it is due to be asked for again
   */
  record Held(UUID signalId, String sagaId, String lane, Duration waited, Duration pause) {

    private static Held of(Row row) {
      return new Held(
          row.getUUID("signal_id"),
          row.getString("saga_id"),
          row.getString("lane"),
          Duration.ofMillis(row.getBigDecimal("waited_ms").longValue()),
          Duration.ofMillis(row.getBigDecimal("pause_ms").longValue()));
    }
  }

  /** Sagas that are due to be asked for. */
  Uni<List<Held>> toAsk(int limit) {
    long first = config.endPoll().toMillis();
    long longest = config.endPollMax().toMillis();
    return inTransaction(sql -> sql.query(TO_ASK, limit, first, longest))
        .map(
            rows -> {
              List<Held> held = new ArrayList<>();
              rows.forEach(row -> held.add(Held.of(row)));
              return held;
            });
  }

  /** The next one of its lane may start. */
  Uni<Integer> letGo(Held held) {
    return inTransaction(sql -> sql.update(LET_GO, held.signalId()));
  }

  private <T> Uni<T> inTransaction(Function<Sql, Uni<T>> work) {
    return transactions.inNewTransaction(() -> transactions.sql().flatMap(sql -> work.apply(sql)));
  }
}
