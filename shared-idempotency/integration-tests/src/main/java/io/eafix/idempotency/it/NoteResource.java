package io.eafix.idempotency.it;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/** Writes notes in all the ways an answer can look. */
@Path("/notes")
@Consumes(MediaType.APPLICATION_JSON)
public class NoteResource {

  private static final Logger LOG = Logger.getLogger(NoteResource.class);

  @Inject Gate gate;

  /** A request to write a note. */
  public record NoteRequest(@NotNull String text, BigDecimal quantity) {}

  /** A written note. */
  public record NoteAnswer(Long id, String text, BigDecimal quantity) {}

  @POST
  @Idempotent(operation = "note_write")
  public Uni<Response> write(@jakarta.validation.Valid NoteRequest request) {
    return persist(request)
        .map(
            note ->
                Response.created(URI.create("/notes/" + note.id()))
                    .entity(note)
                    .header("Set-Cookie", "session=secret")
                    .header("X-Other", "of the test")
                    .build());
  }

  @POST
  @Path("/other")
  @Idempotent(operation = "note_write_other", required = false)
  public Uni<NoteAnswer> other(NoteRequest request) {
    return persist(request);
  }

  @POST
  @Path("/rest-response")
  @Idempotent(operation = "note_write_rest_response")
  public Uni<RestResponse<NoteAnswer>> restResponse(NoteRequest request) {
    return persist(request).map(RestResponse::ok);
  }

  @POST
  @Path("/plain")
  public Uni<NoteAnswer> plain(NoteRequest request) {
    return io.quarkus.hibernate.reactive.panache.Panache.withTransaction(() -> persist(request));
  }

  @POST
  @Path("/patient")
  @Idempotent(operation = "note_patient", lease = "PT60S")
  public Uni<NoteAnswer> patient(NoteRequest request) {
    return persist(request);
  }

  @POST
  @Path("/excluded")
  @Idempotent(operation = "note_excluded")
  public Uni<NoteAnswer> excluded(NoteRequest request) {
    return persist(request);
  }

  @POST
  @Path("/excluded-not")
  @Idempotent(operation = "note_excluded_not")
  public Uni<NoteAnswer> notExcluded(NoteRequest request) {
    return persist(request);
  }

  @POST
  @Path("/gated")
  @Idempotent(operation = "note_gated")
  public Uni<NoteAnswer> gated(NoteRequest request) {
    return persist(request).call(gate::pass);
  }

  @POST
  @Path("/secured")
  @RolesAllowed("trader")
  @Idempotent(operation = "note_secured")
  public Uni<NoteAnswer> secured(NoteRequest request) {
    return persist(request);
  }

  @POST
  @Path("/returned/{status}")
  @Idempotent(operation = "note_returned")
  public Uni<Response> returned(@PathParam("status") int status, NoteRequest request) {
    return persist(request).map(note -> Response.status(status).entity(note).build());
  }

  @POST
  @Path("/thrown/{status}")
  @Idempotent(operation = "note_thrown")
  public Uni<Response> thrown(@PathParam("status") int status, NoteRequest request) {
    return persist(request)
        .map(
            note -> {
              throw Problems.builder(
                      "of-the-test", Response.Status.fromStatusCode(status), "Refused")
                  .withDetail("after note " + note.id())
                  .build();
            });
  }

  @POST
  @Path("/denied/{how}")
  @Idempotent(operation = "note_denied")
  public Uni<Response> denied(@PathParam("how") Denial how, NoteRequest request) {
    return persist(request).chain(note -> Uni.createFrom().failure(how.exception()));
  }

  @POST
  @Path("/empty")
  @Idempotent(operation = "note_empty")
  public Uni<Void> empty(NoteRequest request) {
    return persist(request).replaceWithVoid();
  }

  @POST
  @Path("/binary")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Idempotent(operation = "note_binary")
  public Uni<byte[]> binary(byte[] body, @QueryParam("marker") String marker) {
    return persist(new NoteRequest(body.length + " bytes", null))
        .map(note -> new byte[] {0, (byte) 0xff, 10, 13, note.id().byteValue()});
  }

  @POST
  @Path("/custom")
  @Produces(NoteLineWriter.TYPE)
  @Idempotent(operation = "note_custom")
  public Uni<NoteLine> custom(NoteRequest request) {
    return persist(request).map(note -> new NoteLine(note.id(), note.text()));
  }

  @POST
  @Path("/gzipped")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Idempotent(operation = "note_gzipped")
  public Uni<Response> gzipped(NoteRequest request) {
    return persist(request)
        .map(
            note ->
                Response.ok(Gzip.of(note.toString())).header("Content-Encoding", "gzip").build());
  }

  @GET
  @Path("/count")
  public Uni<Long> count(@QueryParam("text") String text) {
    return io.quarkus.hibernate.reactive.panache.Panache.withSession(
        () -> Note.count("text", text));
  }

  private static Uni<NoteAnswer> persist(NoteRequest request) {
    LOG.debugf("A note is written: %s", request.text());
    Note note = new Note();
    note.text = request.text();
    note.quantity = request.quantity();
    return note.<Note>persistAndFlush()
        .map(written -> new NoteAnswer(written.id, written.text, written.quantity));
  }
}
