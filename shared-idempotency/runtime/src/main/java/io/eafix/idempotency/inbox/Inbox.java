package io.eafix.idempotency.inbox;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.sql.Pauses;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.SqlStates;
import io.eafix.idempotency.sql.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/**
 * Applies messages once: the effect and the row that remembers the message are one transaction.
 *
 * <p>Survives redelivery, a crash at any point, and several consumers that get the same message at
 * once. A message that comes again after the retention is applied again.
 */
@ApplicationScoped
public class Inbox {

  private static final Logger LOG = Logger.getLogger(Inbox.class);
  private static final String EVENT_ID = "ce_id";
  private static final String REMEMBER =
      "insert into inbox (consumer, message_id) values ($1, $2) on conflict do nothing";

  private final Transactions transactions;
  private final MeterRegistry registry;
  private final Vertx vertx;
  private final IdempotencyConfig.Inbox config;

  Inbox(Transactions transactions, MeterRegistry registry, Vertx vertx, IdempotencyConfig config) {
    this.transactions = transactions;
    this.registry = registry;
    this.vertx = vertx;
    this.config = config.inbox();
  }

  /**
   * Applies a message unless it has been applied.
   *
   * @param consumer who applies it
   * @param effect runs in the transaction; called again for each attempt
   * @return fails when the attempts are used up: the message belongs to the dead letters
   */
  public Uni<Void> consume(String consumer, ConsumerRecord<?, ?> message, Supplier<Uni<?>> effect) {
    return attempt(consumer, idOf(message), effect, Tries.FIRST);
  }

  private Uni<Void> attempt(
      String consumer, String messageId, Supplier<Uni<?>> effect, Tries tries) {
    return transactions
        .inNewTransaction(() -> apply(consumer, messageId, effect))
        .invoke(applied -> count(consumer, applied ? "applied" : "duplicate"))
        .replaceWithVoid()
        .onFailure()
        .recoverWithUni(failure -> failed(consumer, messageId, effect, tries, failure));
  }

  private Uni<Boolean> apply(String consumer, String messageId, Supplier<Uni<?>> effect) {
    return transactions.sql().chain(sql -> apply(sql, consumer, messageId, effect));
  }

  private static Uni<Boolean> apply(
      Sql sql, String consumer, String messageId, Supplier<Uni<?>> effect) {
    return sql.update(REMEMBER, consumer, messageId)
        .chain(
            rows ->
                rows == 0
                    ? Uni.createFrom().item(false)
                    : Uni.createFrom()
                        .<Boolean>deferred(() -> effect.get().map(ignored -> true))
                        .onFailure()
                        .recoverWithUni(failure -> attributed(sql, failure)));
  }

  /**
   * Tells whose failure it is. For a broken connection the driver has no other exception than those
   * plain ones of Vert.x, with which other clients fail too; so the connection itself is asked.
   */
  private static Uni<Boolean> attributed(Sql sql, Throwable failure) {
    if (SqlStates.of(failure) != null) {
      return Uni.createFrom().failure(failure);
    }
    if (!SqlStates.isOfPostgres(failure)) {
      return Uni.createFrom().failure(new EffectFailure(failure));
    }
    return sql.query("select 1")
        .onItemOrFailure()
        .transformToUni(
            (answer, broken) ->
                Uni.createFrom()
                    .failure(
                        broken != null && SqlStates.isUnavailable(broken)
                            ? failure
                            : new EffectFailure(failure)));
  }

  private Uni<Void> failed(
      String consumer, String messageId, Supplier<Uni<?>> effect, Tries tries, Throwable thrown) {
    boolean ofEffect = thrown instanceof EffectFailure;
    Throwable failure = ofEffect ? thrown.getCause() : thrown;
    boolean unavailable = !ofEffect && SqlStates.isUnavailable(failure);
    if (!unavailable && tries.attempt() >= config.attemptsMax()) {
      count(consumer, "dead");
      LOG.errorf(
          failure, "%s gave message %s up after %d attempts", consumer, messageId, tries.attempt());
      return Uni.createFrom().failure(failure);
    }
    count(consumer, "retried");
    LOG.warnf(
        "%s: attempt %d at message %s failed: %s", consumer, tries.attempt(), messageId, failure);
    Duration pause = backoff(unavailable ? tries.waits() : tries.attempt());
    Tries next = unavailable ? tries.afterWait() : tries.afterFailure();
    return Pauses.of(vertx, pause).chain(() -> attempt(consumer, messageId, effect, next));
  }

  private Duration backoff(int attempt) {
    long millis = config.backoffInitial().toMillis() << Math.min(attempt - 1, 20);
    return Duration.ofMillis(Math.min(millis, config.backoffMax().toMillis()));
  }

  private void count(String consumer, String outcome) {
    registry
        .counter("eafix.idempotency.messages", "consumer", consumer, "outcome", outcome)
        .increment();
  }

  /**
   * How often a message was tried.
   *
   * @param attempt the number of the attempt, 1 for the first
   * @param waits the same for the pauses in which it waited for Postgres since the last failure of
   *     its own; they are not counted
   */
  private record Tries(int attempt, int waits) {
    static final Tries FIRST = new Tries(1, 1);

    Tries afterFailure() {
      return new Tries(attempt + 1, 1);
    }

    Tries afterWait() {
      return new Tries(attempt, waits + 1);
    }
  }

  /** What the consumer's own code failed with: waiting for Postgres would not help. */
  private static final class EffectFailure extends RuntimeException {
    EffectFailure(Throwable cause) {
      super(cause);
    }
  }

  private static String idOf(ConsumerRecord<?, ?> message) {
    Header id = message.headers().lastHeader(EVENT_ID);
    return id == null
        ? message.topic() + "/" + message.partition() + "/" + message.offset()
        : new String(id.value(), StandardCharsets.UTF_8);
  }
}
