package io.eafix.idempotency.operators;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.problem.Problems;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The executions that did not end by themselves, for operators. */
@Path("/idempotency/executions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@OperatorsOnly
@EndpointDisabled(
    name = "eafix.idempotency.operators.enabled",
    stringValue = "false",
    disableIfMissing = true)
@Tag(name = "Executions", description = "Stuck and in-doubt executions, for operators")
public class ExecutionResource {

  private static final int LIMIT_DEFAULT = 50;

  private final Executions executions;
  private final ObjectMapper json;
  private final IdempotencyConfig.Operators config;

  ExecutionResource(Executions executions, ObjectMapper json, IdempotencyConfig config) {
    this.executions = executions;
    this.json = json;
    this.config = config.operators();
  }

  @GET
  @Operation(summary = "Executions, oldest first; without a state those stuck and in doubt")
  public Uni<ExecutionPage> list(
      @QueryParam("state") String state,
      @QueryParam("operation") String operation,
      @QueryParam("cursor") String cursor,
      @QueryParam("limit") String limit) {
    return executions.list(
        new ExecutionQuery(
            state(state), operation, ExecutionQuery.Position.parse(cursor), limit(limit)));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One execution, with what was decided about it")
  public Uni<ExecutionView> find(@PathParam("id") String id) {
    return executions.find(id(id));
  }

  @GET
  @Path("/{id}/resolutions")
  @Operation(summary = "What was decided about an execution; there also after its release")
  public Uni<List<ResolutionView>> resolutions(@PathParam("id") String id) {
    return executions.resolutions(id(id));
  }

  @POST
  @Path("/{id}/resolution")
  @Idempotent(operation = "execution_resolve")
  @Operation(summary = "Decide what became of an execution that is stuck or in doubt")
  public Uni<ExecutionView> resolve(
      @PathParam("id") String id, ResolutionRequest request, @Context SecurityContext security) {
    if (request == null) {
      throw Problems.badRequest("decision", "missing", "COMPLETE, RELEASE, FAIL");
    }
    UUID execution = id(id);
    return executions.resolve(execution, request.by(security.getUserPrincipal().getName(), json));
  }

  private static ExecutionState state(String text) {
    if (text == null) {
      return null;
    }
    return Arrays.stream(ExecutionState.values())
        .filter(state -> state.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Problems.badRequest(
                    "state", "'" + text + "'", Arrays.toString(ExecutionState.values())));
  }

  private int limit(String text) {
    if (text == null) {
      return Math.min(LIMIT_DEFAULT, config.pageRowsMax());
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= config.pageRowsMax()) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Answered below, as a number out of range.
    }
    throw Problems.badRequest("limit", "'" + text + "'", "1 to " + config.pageRowsMax());
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Problems.badRequest("id", "'" + text + "'", "a UUID");
    }
  }
}
