package io.eafix.risk.decision;

import io.eafix.idempotency.outbox.OutboxEvent;
import io.eafix.idempotency.outbox.OutboxWriter;
import io.eafix.risk.check.CheckResult;
import io.eafix.risk.check.OrderIntent;
import io.eafix.risk.check.RiskChecks;
import io.eafix.risk.check.RiskContext;
import io.eafix.risk.instrument.Marks;
import io.eafix.risk.reservation.Reservations;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * Decides about orders, in the running transaction.
 *
 * <p>The account is locked before anything is read, and the reservation is written with the
 * decision: two orders never share the same room, however many are decided at once. A refusal is a
 * decision too, and is kept and told like an approval.
 */
@ApplicationScoped
public class Decisions {

  private static final String TOPIC = "trading.risk.decided";

  private final RiskContexts contexts;
  private final RiskChecks checks;
  private final Reservations reservations;
  private final Marks marks;
  private final OutboxWriter outbox;
  private final DecisionMetrics metrics;
  private final Clock clock;

  Decisions(
      RiskContexts contexts,
      RiskChecks checks,
      Reservations reservations,
      Marks marks,
      OutboxWriter outbox,
      DecisionMetrics metrics,
      Clock clock) {
    this.contexts = contexts;
    this.checks = checks;
    this.reservations = reservations;
    this.marks = marks;
    this.outbox = outbox;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Checks the order and, if it passes everything, reserves its room. */
  public Uni<DecisionView> decide(OrderIntent order) {
    return contexts
        .lockAndRead(order)
        .flatMap(context -> write(order, checks.check(context)).call(decision -> mark(context)))
        .call(decision -> outbox.write(event(decision)))
        .invoke(metrics::decided);
  }

  private Uni<DecisionView> write(OrderIntent order, List<CheckResult> results) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Decision decision = decision(order, results, now);
    Uni<Decision> written = decision.persist();
    return decision.approved
        ? written
            .flatMap(done -> reservations.reserve(order, decision.id, now))
            .map(reservation -> DecisionView.of(decision, reservation.id))
        : written.map(done -> DecisionView.of(decision, null));
  }

  /** Late, as it locks a row that orders of other accounts need too. */
  private Uni<?> mark(RiskContext context) {
    String symbol = context.order().symbol();
    return context
        .valuingQuote()
        .<Uni<?>>map(quote -> marks.move(symbol, quote))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static Decision decision(OrderIntent order, List<CheckResult> results, Instant now) {
    Decision decision = new Decision();
    decision.id = UUID.randomUUID();
    decision.signalId = order.signalId();
    decision.account = order.account();
    decision.symbol = order.symbol();
    decision.side = order.side();
    decision.quantity = order.quantity();
    decision.strategy = order.strategy();
    decision.limitPrice = order.limitPrice();
    decision.stopLoss = order.stopLoss();
    decision.set(order.quote());
    decision.asOf = order.asOf();
    decision.validUntil = order.validUntil();
    decision.approved = results.stream().allMatch(CheckResult::passed);
    decision.checks = DecisionView.write(results);
    decision.decidedAt = now;
    return decision;
  }

  private static OutboxEvent event(DecisionView decision) {
    return OutboxEvent.builder()
        .topic(TOPIC)
        .type("io.eafix.risk.decided.v1")
        .aggregateType("signal")
        .aggregateId(decision.signalId().toString())
        .payload(decision)
        .build();
  }
}
