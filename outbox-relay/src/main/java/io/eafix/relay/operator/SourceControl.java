package io.eafix.relay.operator;

import io.eafix.relay.Relay;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.source.TransactionIds;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
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
   * generation of markers. What Postgres holds for unpublished is published, even if Kafka had it
   * before: after a restore consumers may see events twice, with the same {@code ce_id}.
   *
   * @throws HttpProblem 409 if what Postgres says cannot be told from what is written next
   */
  public void accept(Relay.Source source, Decision decision) {
    change(
        source,
        decision,
        "ACCEPTED",
        session -> {
          TransactionIds.trouble(session)
              .ifPresent(
                  trouble -> {
                    throw Conflict.because(trouble);
                  });
          session.update(
              "update outbox_control set generation = generation + 1, system_identifier = null,"
                  + " kafka_cluster = null");
          session.update("delete from outbox_topic");
          session.update(
              "update outbox_lane set epoch = epoch + 1, owner = null, halted = null,"
                  + " halted_at = null");
        });
  }

  /** The newest audit entries first. */
  public List<AuditEntry> audit(Relay.Source source, int limit) {
    try (PgSession session = source.databases().open()) {
      return Audit.newest(session, limit);
    }
  }

  private static void change(
      Relay.Source source,
      Decision decision,
      String action,
      java.util.function.Consumer<PgSession> effect) {
    try (PgSession session = source.databases().open()) {
      session.inTransaction(
          () -> {
            effect.accept(session);
            Audit.write(session, decision, action, "source " + source.name());
          });
    }
  }
}
