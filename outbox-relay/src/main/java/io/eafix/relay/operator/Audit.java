package io.eafix.relay.operator;

import io.eafix.relay.db.PgSession;
import java.util.ArrayList;
import java.util.List;

/** The audit trail of a source. */
final class Audit {

  private Audit() {}

  /** Writes an entry in the session's transaction. */
  static void write(PgSession session, Decision decision, String action, String subject) {
    session.update(
        "insert into outbox_audit (operator, action, subject, reason) values ($1, $2, $3, $4)",
        decision.operator(),
        action,
        subject,
        decision.reason());
  }

  /** The newest entries first. */
  static List<AuditEntry> newest(PgSession session, int limit) {
    List<AuditEntry> entries = new ArrayList<>();
    session
        .query(
            "select audit_id, at, operator, action, subject, reason from outbox_audit"
                + " order by audit_id desc limit $1",
            (long) limit)
        .forEach(
            row ->
                entries.add(
                    new AuditEntry(
                        row.getLong(0),
                        row.getOffsetDateTime(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5))));
    return entries;
  }
}
