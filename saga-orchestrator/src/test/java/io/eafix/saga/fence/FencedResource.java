package io.eafix.saga.fence;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.saga.SagaCall;
import io.eafix.idempotency.saga.SagaFence;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** A participant as services build it: the fence of the extension around effects in Postgres. */
@Path("/fenced")
@Produces(MediaType.APPLICATION_JSON)
public class FencedResource {

  /** What the action answers. */
  public record Effect(String sagaId, long effects) {}

  private static final String COUNT =
      "select count(*) from fenced_effect where saga_id = $1 and kind = $2";

  private final SagaFence fence;
  private final Transactions transactions;

  FencedResource(SagaFence fence, Transactions transactions) {
    this.fence = fence;
    this.transactions = transactions;
  }

  @POST
  @Path("/do")
  @Idempotent(operation = "fenced_do")
  public Uni<Response> act(String body, @Context HttpHeaders headers) {
    SagaCall call = SagaCall.from(headers);
    return fence.action(call, () -> effect(call, "do")).map(effect -> Response.ok(effect).build());
  }

  @POST
  @Path("/undo")
  @Idempotent(operation = "fenced_undo")
  public Uni<Response> undo(String body, @Context HttpHeaders headers) {
    SagaCall call = SagaCall.from(headers);
    return fence
        .compensation(call, () -> effect(call, "undo"), () -> new Effect(call.sagaId(), 0))
        .map(effect -> Response.ok(effect).build());
  }

  private Uni<Effect> effect(SagaCall call, String kind) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.update(
                        "insert into fenced_effect (saga_id, kind) values ($1, $2)",
                        call.sagaId(),
                        kind)
                    .flatMap(done -> sql.query(COUNT, call.sagaId(), kind))
                    .map(rows -> new Effect(call.sagaId(), rows.iterator().next().getLong(0))));
  }
}
