package io.eafix.idempotency.it;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.TakeoverPolicy;
import io.eafix.idempotency.execution.DefiniteRefusalException;
import io.eafix.idempotency.it.NoteResource.NoteAnswer;
import io.eafix.idempotency.it.NoteResource.NoteRequest;
import io.eafix.idempotency.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

/** Requests that reach another system, which writes a note of them, and what may go wrong then. */
@Path("/remote")
public class RemoteResource {

  @Inject Gate gate;
  @Inject RemoteSystem remote;

  /** What goes wrong after the other system has taken effect. */
  public enum Then {
    ANSWER,
    BREAK,
    DENY,
    LATER
  }

  @POST
  @Idempotent(operation = "remote_write", onTakeover = TakeoverPolicy.IN_DOUBT)
  public Uni<NoteAnswer> write(NoteRequest request, @QueryParam("then") Then then) {
    return remote
        .write(request)
        .call(gate::pass)
        .invoke(
            written -> {
              if (then == Then.BREAK) {
                throw new IllegalStateException("the connection broke");
              }
              if (then == Then.DENY) {
                throw new SecurityException("of the other system's client");
              }
              if (then == Then.LATER) {
                throw Problems.unavailable("later", "timed out", java.time.Duration.ofSeconds(1));
              }
            });
  }

  @POST
  @Path("/refused/{status}")
  @Idempotent(operation = "remote_refused", onTakeover = TakeoverPolicy.IN_DOUBT)
  public Uni<NoteAnswer> refused(@PathParam("status") int status, NoteRequest request) {
    return Uni.createFrom()
        .failure(
            Problems.builder(
                    "of-the-remote", Response.Status.fromStatusCode(status), "Did not do it")
                .build());
  }

  /** Refused by code here, before the other system is asked. */
  @POST
  @Path("/denied/{how}")
  @Idempotent(operation = "remote_denied", onTakeover = TakeoverPolicy.IN_DOUBT)
  public Uni<NoteAnswer> denied(@PathParam("how") Denial how, NoteRequest request) {
    return Uni.createFrom().failure(how.exception());
  }

  /** The other system said that it did nothing; what its client throws then has no mapper. */
  @POST
  @Path("/definitely-refused")
  @Idempotent(operation = "remote_definitely_refused", onTakeover = TakeoverPolicy.IN_DOUBT)
  public Uni<NoteAnswer> definitelyRefused(NoteRequest request) {
    return Uni.createFrom().failure(new DefiniteRefusalException("sold out"));
  }

  /** Passes on what the other system's gateway answered. */
  @POST
  @Path("/passed-on/{status}")
  @Idempotent(operation = "remote_passed_on", onTakeover = TakeoverPolicy.IN_DOUBT)
  public Uni<Response> passedOn(@PathParam("status") int status, NoteRequest request) {
    return remote.write(request).map(written -> Response.status(status).build());
  }

  /** Its intent is to stay, whatever the other system does then. */
  @POST
  @Path("/keyless")
  @Idempotent(operation = "remote_keyless", required = false, onTakeover = TakeoverPolicy.IN_DOUBT)
  public Uni<Response> keyless(NoteRequest request) {
    return remote
        .intend(request)
        .map(
            written -> {
              throw new IllegalStateException("the connection broke");
            });
  }
}
