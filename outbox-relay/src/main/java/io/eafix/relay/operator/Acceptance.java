package io.eafix.relay.operator;

import io.eafix.relay.db.PgSession;
import io.eafix.relay.lane.TopicGuard;
import io.eafix.relay.source.Identity;
import io.eafix.relay.source.TransactionIds;

/**
 * Lets what is stopped go on from what Postgres says, and nothing else: a lane that is not halted
 * may have a batch on its way to Kafka, whose outcome only the markers of its generation tell.
 */
final class Acceptance {

  private static final String HAS_GENERATIONS =
      """
      select exists (select from pg_attribute where attrelid = to_regclass('outbox_lane')
                        and attname = 'generation' and not attisdropped)
      """;

  private static final String ACCEPT =
      """
      update outbox_lane
         set generation = generation + 1, epoch = epoch + 1, owner = null, halted = null,
             halted_at = null
       where halted is not null or $1
      """;

  private Acceptance() {}

  /**
   * Accepts halted lanes, or all if Postgres or Kafka is another than before; call it in a
   * transaction.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 if nothing is stopped, or if what
   *     Postgres says cannot be told from what is written next
   */
  static void accept(PgSession session, String kafkaCluster) {
    TransactionIds.trouble(session)
        .ifPresent(
            trouble -> {
              throw Conflict.because(trouble);
            });
    if (!session.query(HAS_GENERATIONS).iterator().next().getBoolean(0)) {
      throw Conflict.because(
          "its outbox tables are older than this relay: start its service with the newer"
              + " extension, which brings them up to date, and accept again");
    }
    boolean otherPostgres = Identity.isOtherPostgres(session);
    boolean other = Identity.forgetIfOther(session, kafkaCluster);
    if (otherPostgres) {
      TransactionIds.open(session)
          .ifPresent(
              open -> {
                throw Conflict.because(open);
              });
      Unread.reach(session);
    }
    if (other) {
      session.update("delete from outbox_topic");
    } else {
      TopicGuard.forgetHalting(session);
    }
    if (session.update(ACCEPT, other) == 0) {
      throw Conflict.because("it is not halted: there is nothing to accept");
    }
  }
}
