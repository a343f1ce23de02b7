package io.eafix.idempotency.it;

import io.eafix.idempotency.it.NoteResource.NoteAnswer;
import io.eafix.idempotency.it.NoteResource.NoteRequest;
import io.eafix.idempotency.sql.Contexts;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** A system with a database of its own: no transaction of the caller covers what it does. */
@ApplicationScoped
public class RemoteSystem {

  private final Transactions transactions;

  RemoteSystem(Transactions transactions) {
    this.transactions = transactions;
  }

  public Uni<NoteAnswer> write(NoteRequest request) {
    return Contexts.keep(transactions.inNewTransaction(() -> insert(request)));
  }

  /** What the caller means to ask of it: joins the caller's transaction if there is one. */
  public Uni<NoteAnswer> intend(NoteRequest request) {
    return transactions.inTransaction(() -> insert(request));
  }

  private static Uni<NoteAnswer> insert(NoteRequest request) {
    Note note = new Note();
    note.text = request.text();
    note.quantity = request.quantity();
    return note.<Note>persistAndFlush()
        .map(written -> new NoteAnswer(written.id, written.text, written.quantity));
  }
}
