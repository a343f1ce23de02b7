package io.eafix.relay.source;

import io.eafix.relay.db.PgSession;
import io.eafix.relay.lane.HaltException;
import io.vertx.sqlclient.Row;

/**
 * Which Postgres and which Kafka the positions of a database belong to, written at first use. After
 * that another cluster on either side means that the positions say nothing about it.
 */
record Identity(String systemIdentifier, int generation) {

  /**
   * Checks the two, or notes them at first use.
   *
   * @throws HaltException if one of them is another than before, or if the transaction ids that the
   *     outbox knows are not of this Postgres
   */
  static Identity verify(PgSession session, String kafkaCluster) {
    TransactionIds.trouble(session)
        .ifPresent(
            trouble -> {
              throw new HaltException(trouble);
            });
    session.update(
        """
        update outbox_control
           set system_identifier = (select system_identifier::text from pg_control_system()),
               kafka_cluster = $1
         where system_identifier is null and kafka_cluster is null
        """,
        kafkaCluster);
    Row row =
        session
            .query(
                """
                select c.system_identifier, c.kafka_cluster, c.generation, s.system_identifier::text
                  from outbox_control c, pg_control_system() s
                """)
            .iterator()
            .next();
    if (!row.getString(0).equals(row.getString(3))) {
      throw new HaltException(
          "the outbox was copied from Postgres cluster %s to %s: what it says of Kafka is not about this one"
              .formatted(row.getString(0), row.getString(3)));
    }
    if (!row.getString(1).equals(kafkaCluster)) {
      throw new HaltException(
          "the outbox was published to Kafka cluster %s, this is %s"
              .formatted(row.getString(1), kafkaCluster));
    }
    return new Identity(row.getString(0), row.getInteger(2));
  }
}
