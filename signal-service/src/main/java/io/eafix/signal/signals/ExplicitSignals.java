package io.eafix.signal.signals;

import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.signal.config.SignalConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Signals that clients send. Each has a lane of its own: they wait for nobody. */
@ApplicationScoped
class ExplicitSignals {

  private static final String DEFAULT_STRATEGY = "explicit";

  private final Transactions transactions;
  private final SignalWriter writer;
  private final SignalConfig config;
  private final Clock clock;

  ExplicitSignals(
      Transactions transactions, SignalWriter writer, SignalConfig config, Clock clock) {
    this.transactions = transactions;
    this.writer = writer;
    this.config = config;
    this.clock = clock;
  }

  /** Writes the signal in the running transaction; its saga starts after the commit. */
  Uni<Signal> make(SignalRequest request) {
    Signal signal = signal(request, clock.instant().truncatedTo(ChronoUnit.MICROS));
    return transactions
        .sql()
        .flatMap(sql -> writer.write(sql, List.of(signal), null))
        .replaceWith(signal);
  }

  private Signal signal(SignalRequest request, Instant now) {
    Instant quoteTime = request.quoteTime() == null ? now : request.quoteTime();
    if (quoteTime.isAfter(now.plus(config.clockTolerance()))) {
      throw Problems.badRequest("quoteTime", quoteTime + " is in the future", "at most now");
    }
    Instant validUntil =
        request.validUntil() == null ? quoteTime.plus(config.validFor()) : request.validUntil();
    if (validUntil.isBefore(quoteTime)) {
      throw Problems.badRequest("validUntil", "is before the quote", "quoteTime or later");
    }
    Signal signal = new Signal();
    signal.id = UUID.randomUUID();
    signal.strategy = request.strategy() == null ? DEFAULT_STRATEGY : request.strategy();
    signal.strategyVersion = 1;
    signal.account = request.account();
    signal.symbol = request.symbol();
    signal.action = request.action();
    signal.quantity = request.quantity();
    signal.bid = request.bid();
    signal.ask = request.ask();
    signal.quoteTime = quoteTime;
    signal.validUntil = validUntil;
    signal.reason = "sent by a client";
    signal.indicators = new JsonObject().encode();
    signal.status = Signal.Status.VALID;
    signal.createdAt = now;
    signal.live = true;
    return signal;
  }
}
