package io.eafix.saga.api;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.Staged;
import io.eafix.saga.engine.CommandBy;
import io.eafix.saga.run.SagaState;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Sagas: starting and looking at them. */
@Path("/sagas")
@Tag(name = "Sagas")
@Produces(MediaType.APPLICATION_JSON)
public class SagaResource {

  private static final int PAGE_MAX = 200;
  private static final int ENTRIES_MAX = 1_000;

  private final SagaStarter starter;
  private final SagaQueries queries;
  private final Timeline timeline;
  private final SagaWatch watch;
  private final SagaFeed feed;

  SagaResource(
      SagaStarter starter, SagaQueries queries, Timeline timeline, SagaWatch watch, SagaFeed feed) {
    this.starter = starter;
    this.queries = queries;
    this.timeline = timeline;
    this.watch = watch;
    this.feed = feed;
  }

  /** Starts a saga, once for each key. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Idempotent(operation = "saga_start")
  @AwaitsEnd
  @Operation(
      summary = "Start a saga",
      description =
          "Once accepted, it runs to its end. With Prefer: wait=N the same answer comes when the"
              + " saga has come to rest, at the latest after N seconds; the header Saga-State then"
              + " says where: COMPLETED, COMPENSATED or COMPENSATION_FAILED.")
  @APIResponse(
      responseCode = "201",
      description = "Accepted",
      content = @Content(schema = @Schema(implementation = StartAnswer.class)))
  public Uni<Staged> start(
      @NotNull @Valid StartRequest body, @Context ContainerRequestContext request) {
    CommandBy by = Actor.by(request, null);
    return starter
        .prepare(body)
        .map(
            saga -> {
              UUID id = saga.record().id();
              return new Staged(
                  Response.created(URI.create("/sagas/" + id))
                      .entity(new StartAnswer(id, saga.record().state()))
                      .build(),
                  execution -> starter.commit(body, by, saga, execution));
            });
  }

  /** Lists sagas, newest first. */
  @GET
  @Operation(summary = "List and search sagas")
  public Uni<SagaPage> list(
      @QueryParam("state") SagaState state,
      @QueryParam("definition") String definition,
      @QueryParam("businessKey") String businessKey,
      @QueryParam("createdBefore") Instant createdBefore,
      @QueryParam("createdAfter") Instant createdAfter,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(PAGE_MAX) int limit) {
    return queries.page(
        new SagaFilter(
            state, definition, businessKey, createdBefore, createdAfter, Cursor.decode(cursor)),
        limit);
  }

  /** Counts sagas by state. */
  @GET
  @Path("/stats")
  @Operation(summary = "Count sagas by state")
  public Uni<SagaStats> stats() {
    return queries.stats();
  }

  /** Changes of state of all sagas as they happen. */
  @GET
  @Path("/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Changes of state of all sagas as server-sent events",
      description =
          "From now on until the replica stops, which refuses new streams with 503; ask again then."
              + " Of quick changes only the last may be seen.")
  public Multi<SagaChange> follow(
      @QueryParam("state") SagaState state, @QueryParam("definition") String definition) {
    return feed.follow(state, definition);
  }

  /** One saga. */
  @GET
  @Path("/{sagaId}")
  @Operation(summary = "A saga with its steps")
  public Uni<SagaDetail> get(@RestPath UUID sagaId) {
    return queries.detail(sagaId);
  }

  /** Every attempt and command of a saga, from its start. */
  @GET
  @Path("/{sagaId}/timeline")
  @Operation(
      summary =
          "Every attempt of a saga with times, answers and errors, its start and every command",
      description = "In order. If there is more, the header Link has the next page's address.")
  public Uni<RestResponse<List<TimelineEntry>>> timeline(
      @RestPath UUID sagaId,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(ENTRIES_MAX) int limit) {
    return timeline.of(sagaId, Cursor.decode(cursor), limit).map(page -> linked(page, limit));
  }

  private static RestResponse<List<TimelineEntry>> linked(Timeline.Page page, int limit) {
    RestResponse.ResponseBuilder<List<TimelineEntry>> response =
        RestResponse.ResponseBuilder.ok(page.entries());
    page.next()
        .ifPresent(
            next ->
                response.header(
                    HttpHeaders.LINK,
                    "<?limit=" + limit + "&cursor=" + next.encode() + ">; rel=\"next\""));
    return response.build();
  }

  /** A saga's changes as they happen. */
  @GET
  @Path("/{sagaId}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "A saga's changes as server-sent events, until it has ended",
      description =
          "The present state comes first. If the replica stops before the saga has ended, so does"
              + " the stream, and new ones are refused with 503; ask again then.")
  public Multi<SagaDetail> events(@RestPath UUID sagaId) {
    return watch.watch(sagaId).onItem().transformToMulti(changes -> changes);
  }
}
