package io.eafix.saga.api;

import io.eafix.idempotency.Idempotent;
import io.eafix.saga.engine.ReportedOutcome;
import io.eafix.saga.engine.SagaCommands;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What people, and participants of asynchronous steps, can do to a saga. All of it is audited. */
@Path("/sagas/{sagaId}")
@Tag(name = "Saga commands")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CommandResource {

  private final SagaCommands commands;
  private final SagaQueries queries;

  CommandResource(SagaCommands commands, SagaQueries queries) {
    this.commands = commands;
    this.queries = queries;
  }

  /** Undoes a saga; 409 once it is past its pivot. */
  @POST
  @Path("/cancel")
  @Idempotent(operation = "saga_cancel")
  @Operation(
      summary = "Cancel a saga",
      description =
          "Compensates what was done. While the pivot is under way the saga turns back only if the"
              + " pivot does not succeed; past the pivot this is refused with 409.")
  public Uni<Response> cancel(
      @RestPath UUID sagaId,
      @NotNull @Valid CommandRequest body,
      @Context ContainerRequestContext request) {
    return done(sagaId, request, commands.cancel(sagaId, Actor.by(request, body.reason())));
  }

  /** Holds a saga. */
  @POST
  @Path("/pause")
  @Idempotent(operation = "saga_pause")
  @Operation(summary = "Pause a saga", description = "Answers are recorded, no call is begun.")
  public Uni<Response> pause(
      @RestPath UUID sagaId,
      @NotNull @Valid CommandRequest body,
      @Context ContainerRequestContext request) {
    return done(sagaId, request, commands.pause(sagaId, Actor.by(request, body.reason())));
  }

  /** Lets a saga go on. */
  @POST
  @Path("/resume")
  @Idempotent(operation = "saga_resume")
  @Operation(summary = "Resume a paused saga, or one whose compensation failed")
  public Uni<Response> resume(
      @RestPath UUID sagaId,
      @NotNull @Valid CommandRequest body,
      @Context ContainerRequestContext request) {
    return done(sagaId, request, commands.resume(sagaId, Actor.by(request, body.reason())));
  }

  /** Makes a step's call again now. */
  @POST
  @Path("/retry")
  @Idempotent(operation = "saga_retry")
  @Operation(summary = "Retry a waiting or refused call now, with a new budget")
  public Uni<Response> retry(
      @RestPath UUID sagaId,
      @NotNull @Valid StepCommandRequest body,
      @Context ContainerRequestContext request) {
    return done(
        sagaId, request, commands.retry(sagaId, body.step(), Actor.by(request, body.reason())));
  }

  /** Takes a refused compensation as done by hand. */
  @POST
  @Path("/resolve")
  @Idempotent(operation = "saga_resolve")
  @Operation(summary = "Resolve a refused compensation by hand")
  public Uni<Response> resolve(
      @RestPath UUID sagaId,
      @NotNull @Valid StepCommandRequest body,
      @Context ContainerRequestContext request) {
    return done(
        sagaId, request, commands.resolve(sagaId, body.step(), Actor.by(request, body.reason())));
  }

  /** Takes the outcome of a step that was answered with 202. */
  @POST
  @Path("/steps/{step}/outcome")
  @Idempotent(operation = "saga_step_outcome")
  @Operation(
      summary = "Post the outcome of an asynchronous step",
      description = "The URL with its token was given to the participant as Saga-Callback.")
  public Uni<Response> outcome(
      @RestPath UUID sagaId,
      @RestPath String step,
      @QueryParam("token") String token,
      @NotNull @Valid OutcomeRequest body,
      @Context ContainerRequestContext request) {
    return done(
        sagaId,
        request,
        commands.outcome(
            sagaId,
            step,
            token,
            new ReportedOutcome(
                body.succeeded(),
                body.result() == null ? null : body.result().toString(),
                body.error() == null ? "refused by the participant" : body.error()),
            Actor.by(request, null)));
  }

  private Uni<Response> done(UUID sagaId, ContainerRequestContext request, Uni<Void> command) {
    return command
        .flatMap(done -> queries.detail(sagaId))
        .map(
            saga -> {
              CommitNotice.remember(request, sagaId);
              return Response.ok(saga).build();
            });
  }
}
