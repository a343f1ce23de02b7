package io.eafix.relay.source;

import io.eafix.relay.db.PgSession;
import io.eafix.relay.lane.HaltException;
import io.vertx.sqlclient.Row;
import java.util.Optional;

/**
 * Which Postgres and which Kafka the positions of a database belong to, written at first use. After
 * that another cluster on either side means that the positions say nothing about it.
 */
public record Identity(String systemIdentifier) {

  private static final String READ =
      """
      select c.system_identifier, c.kafka_cluster, s.system_identifier::text
        from outbox_control c, pg_control_system() s
      """;

  /**
   * Checks the two, or notes them at first use.
   *
   * @throws HaltException if one of them is another than before, or if the transaction ids that the
   *     outbox knows are not of this Postgres
   */
  static Identity verify(PgSession session, String kafkaCluster) {
    halt(TransactionIds.trouble(session));
    session.update(
        """
        update outbox_control
           set system_identifier = (select system_identifier::text from pg_control_system()),
               kafka_cluster = $1
         where system_identifier is null and kafka_cluster is null
        """,
        kafkaCluster);
    Row row = session.query(READ).iterator().next();
    halt(trouble(row, kafkaCluster));
    return new Identity(row.getString(0));
  }

  /** Whether the Postgres is another than the positions belong to. */
  public static boolean isOtherPostgres(PgSession session) {
    Row row = session.query(READ).iterator().next();
    return row.getString(0) != null && !row.getString(0).equals(row.getString(2));
  }

  /**
   * Forgets both if one of them is another than before, to be noted anew. Holds the source's row
   * for the rest of the transaction.
   *
   * @return whether one was another
   */
  public static boolean forgetIfOther(PgSession session, String kafkaCluster) {
    Row row = session.query(READ + " for update of c").iterator().next();
    if (row.getString(0) == null || trouble(row, kafkaCluster).isEmpty()) {
      return false;
    }
    session.update("update outbox_control set system_identifier = null, kafka_cluster = null");
    return true;
  }

  private static Optional<String> trouble(Row row, String kafkaCluster) {
    if (!row.getString(0).equals(row.getString(2))) {
      return Optional.of(
          "the outbox was copied from Postgres cluster %s to %s: what it says of Kafka is not about this one"
              .formatted(row.getString(0), row.getString(2)));
    }
    if (!row.getString(1).equals(kafkaCluster)) {
      return Optional.of(
          "the outbox was published to Kafka cluster %s, this is %s"
              .formatted(row.getString(1), kafkaCluster));
    }
    return Optional.empty();
  }

  private static void halt(Optional<String> trouble) {
    trouble.ifPresent(
        sentence -> {
          throw new HaltException(sentence);
        });
  }
}
