package io.eafix.idempotency.inbox;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.sql.Pauses;
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
    return attempt(consumer, idOf(message), effect, 1);
  }

  private Uni<Void> attempt(
      String consumer, String messageId, Supplier<Uni<?>> effect, int attempt) {
    return transactions
        .inNewTransaction(() -> apply(consumer, messageId, effect))
        .invoke(applied -> count(consumer, applied ? "applied" : "duplicate"))
        .replaceWithVoid()
        .onFailure()
        .recoverWithUni(failure -> failed(consumer, messageId, effect, attempt, failure));
  }

  private Uni<Boolean> apply(String consumer, String messageId, Supplier<Uni<?>> effect) {
    return transactions
        .sql()
        .chain(sql -> sql.update(REMEMBER, consumer, messageId))
        .chain(
            rows ->
                rows == 0
                    ? Uni.createFrom().item(false)
                    : Uni.createFrom()
                        .deferred(effect::get)
                        .onFailure(failure -> !SqlStates.isOfPostgres(failure))
                        .transform(EffectFailure::new)
                        .map(ignored -> true));
  }

  private Uni<Void> failed(
      String consumer, String messageId, Supplier<Uni<?>> effect, int attempt, Throwable thrown) {
    boolean ofEffect = thrown instanceof EffectFailure;
    Throwable failure = ofEffect ? thrown.getCause() : thrown;
    boolean unavailable = !ofEffect && SqlStates.isUnavailable(failure);
    if (!unavailable && attempt >= config.attemptsMax()) {
      count(consumer, "dead");
      LOG.errorf(failure, "%s gave message %s up after %d attempts", consumer, messageId, attempt);
      return Uni.createFrom().failure(failure);
    }
    count(consumer, "retried");
    LOG.warnf("%s: attempt %d at message %s failed: %s", consumer, attempt, messageId, failure);
    Duration pause = unavailable ? config.backoffMax() : backoff(attempt);
    return Pauses.of(vertx, pause)
        .chain(() -> attempt(consumer, messageId, effect, unavailable ? attempt : attempt + 1));
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
