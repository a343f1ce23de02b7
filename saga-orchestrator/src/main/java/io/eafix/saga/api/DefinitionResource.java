package io.eafix.saga.api;

import io.eafix.idempotency.Idempotent;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Saga definitions. Versions are never changed; a running saga keeps the one it began with. */
@Path("/saga-definitions")
@Tag(name = "Saga definitions")
@Produces(MediaType.APPLICATION_JSON)
public class DefinitionResource {

  private final DefinitionStore store;
  private final DefinitionAudit audit;

  DefinitionResource(DefinitionStore store, DefinitionAudit audit) {
    this.store = store;
    this.audit = audit;
  }

  /** The newest version of every definition. */
  @GET
  @Operation(summary = "List the newest version of each definition")
  public Uni<List<DefinitionView>> list() {
    return store.newestOfAll();
  }

  /** The newest version of a definition. */
  @GET
  @Path("/{name}")
  @Operation(summary = "The newest version of a definition")
  public Uni<DefinitionView> get(@RestPath String name) {
    return store.get(name, null);
  }

  /** All versions of a definition. */
  @GET
  @Path("/{name}/versions")
  @Operation(summary = "All versions of a definition, newest first")
  public Uni<List<DefinitionView>> versions(@RestPath String name) {
    return store.versions(name);
  }

  /** One version of a definition. */
  @GET
  @Path("/{name}/versions/{version}")
  @Operation(summary = "One version of a definition")
  public Uni<DefinitionView> version(@RestPath String name, @RestPath int version) {
    return store.get(name, version);
  }

  /** Who put which version, and when. */
  @GET
  @Path("/{name}/audit")
  @Operation(summary = "Who put which version of a definition, newest first")
  public Uni<List<AuditEntry>> audit(@RestPath String name) {
    return audit.of(name);
  }

  /** Stores a new version, unless the content is the newest version's. */
  @PUT
  @Path("/{name}")
  @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
  @Idempotent(operation = "saga_definition_put")
  @Operation(
      summary = "Put a new version of a definition",
      description = "YAML or JSON. 201 for a new version, 200 if it is the newest already.")
  @APIResponse(
      responseCode = "201",
      description = "A new version",
      content = @Content(schema = @Schema(implementation = DefinitionView.class)))
  public Uni<Response> put(
      @RestPath String name, @NotBlank String text, @Context SecurityContext caller) {
    return store
        .put(name, text, Actor.of(caller))
        .map(
            put ->
                Response.status(put.created() ? Response.Status.CREATED : Response.Status.OK)
                    .entity(put.view())
                    .build());
  }

  /** Says what is wrong with a definition, without storing it. */
  @POST
  @Path("/validate")
  @Consumes({"application/yaml", "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON})
  @Idempotent(operation = "saga_definition_validate", required = false)
  @Operation(summary = "Validate a definition, with a message for each fault")
  @APIResponse(
      responseCode = "200",
      description = "What stands against it",
      content = @Content(schema = @Schema(implementation = ValidationResult.class)))
  public Uni<Response> validate(@NotBlank String text) {
    return Uni.createFrom().item(() -> Response.ok(store.validate(text)).build());
  }
}
