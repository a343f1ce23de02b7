package io.eafix.idempotency.it;

import io.eafix.idempotency.it.NoteResource.NoteAnswer;
import io.eafix.idempotency.it.NoteResource.NoteRequest;
import io.eafix.idempotency.outbox.OutboxEvent;
import io.eafix.idempotency.outbox.OutboxWriter;
import io.quarkus.runtime.BlockingOperationControl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Writes notes by JDBC, and refuses to do so where it must not block. */
@ApplicationScoped
public class JdbcNotes {

  private static final Logger LOG = Logger.getLogger(JdbcNotes.class);
  private static final String INSERT =
      "insert into note (text, quantity) values (?, ?) returning id";
  private static final String DEFERRED = "insert into note_deferred (text) values (?), (?)";

  private final DataSource dataSource;
  private final OutboxWriter outbox;
  private final TransactionManager transactions;

  JdbcNotes(DataSource dataSource, OutboxWriter outbox, TransactionManager transactions) {
    this.dataSource = dataSource;
    this.outbox = outbox;
    this.transactions = transactions;
  }

  NoteAnswer insert(NoteRequest request) {
    requireTransaction(true);
    return write(request);
  }

  NoteAnswer insertWithoutTransaction(NoteRequest request) {
    requireTransaction(false);
    return write(request);
  }

  NoteAnswer insertWithEvent(NoteRequest request) {
    NoteAnswer note = insert(request);
    outbox.writeAndAwait(
        OutboxEvent.builder()
            .topic("trading.signals.generated")
            .type("io.eafix.note.written.v1")
            .aggregateType("note")
            .aggregateId(note.text())
            .headers(Map.of("origin", "test"))
            .payload(note)
            .build());
    return note;
  }

  /** Breaks a constraint that is looked at in the commit only. */
  NoteAnswer insertDeferredDuplicate(NoteRequest request) {
    NoteAnswer note = insert(request);
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(DEFERRED)) {
      statement.setString(1, request.text());
      statement.setString(2, request.text());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return note;
  }

  private NoteAnswer write(NoteRequest request) {
    LOG.debugf("A note is written: %s", request.text());
    if (!BlockingOperationControl.isBlockingAllowed()) {
      throw new IllegalStateException("on an event loop");
    }
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, request.text());
      statement.setBigDecimal(2, request.quantity());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return new NoteAnswer(rows.getLong(1), request.text(), request.quantity());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void requireTransaction(boolean wanted) {
    try {
      if (wanted != (transactions.getStatus() == Status.STATUS_ACTIVE)) {
        throw new IllegalStateException("transaction status " + transactions.getStatus());
      }
    } catch (SystemException e) {
      throw new IllegalStateException(e);
    }
  }
}
