package io.eafix.idempotency.it;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Changes a note in the ways in which a transaction can meet another one's lock. */
@Path("/locked/{id}")
public class LockedResource {

  @Inject Transactions transactions;

  @POST
  @Path("/by-entity")
  @Idempotent(operation = "locked_entity")
  public Uni<Long> byEntity(@PathParam("id") long id) {
    return Note.<Note>findById(id).invoke(note -> note.text += "!").map(note -> note.id);
  }

  @POST
  @Path("/by-statement")
  @Idempotent(operation = "locked_statement")
  public Uni<Integer> byStatement(@PathParam("id") long id) {
    return Note.update("text = 'changed' where id = ?1", id);
  }

  @POST
  @Path("/by-sql")
  @Idempotent(operation = "locked_sql")
  public Uni<Integer> bySql(@PathParam("id") long id) {
    return transactions
        .sql()
        .chain(sql -> sql.update("update note set text = 'changed' where id = $1", id));
  }
}
