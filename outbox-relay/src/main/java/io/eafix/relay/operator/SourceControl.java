package io.eafix.relay.operator;

import io.eafix.relay.Relay;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.kafka.KafkaStepException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Operators' switches of a source, which hold for all replicas. */
@Singleton
public class SourceControl {

  /** Stops publishing after the batches in flight. */
  public void pause(Relay.Source source, Decision decision) {
    set(source, true, "PAUSED", decision);
  }

  /** Goes on publishing. */
  public void resume(Relay.Source source, Decision decision) {
    set(source, false, "RESUMED", decision);
  }

  private static void set(Relay.Source source, boolean paused, String action, Decision decision) {
    change(
        source,
        decision,
        action,
        session -> session.update("update outbox_control set paused = $1", paused));
  }

  /**
   * Accepts Postgres and Kafka as they are: halted lanes go on from what Postgres says, under a new
   * generation of markers; if one of the two is another cluster than before, all lanes do. What
   * Postgres holds for unpublished of them is published, even if Kafka had it before: after a
   * restore consumers may see events twice, with the same {@code ce_id}. Other lanes are not
   * touched.
   *
   * @throws HttpProblem 409 if nothing is stopped, or if what Postgres says cannot be told from
   *     what is written next; 503 if Kafka or Postgres does not answer
   */
  public void accept(Relay.Source source, Decision decision) {
    String kafkaCluster = kafkaCluster(source);
    change(source, decision, "ACCEPTED", session -> Acceptance.accept(session, kafkaCluster));
  }

  private static String kafkaCluster(Relay.Source source) {
    try {
      return source.worker().currentKafkaCluster();
    } catch (KafkaStepException e) {
      throw HttpProblem.builder()
          .withTitle("Kafka does not answer")
          .withStatus(Response.Status.SERVICE_UNAVAILABLE)
          .withDetail(e.getMessage())
          .build();
    }
  }

  /** The newest audit entries first. */
  public List<AuditEntry> audit(Relay.Source source, int limit) {
    return SourceDatabase.ask(source, session -> Audit.newest(session, limit));
  }

  private static void change(
      Relay.Source source,
      Decision decision,
      String action,
      java.util.function.Consumer<PgSession> effect) {
    SourceDatabase.ask(
        source,
        session -> {
          session.inTransaction(
              () -> {
                effect.accept(session);
                Audit.write(session, decision, action, "source " + source.name());
              });
          return null;
        });
  }
}
