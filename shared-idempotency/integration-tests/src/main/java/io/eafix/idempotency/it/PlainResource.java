package io.eafix.idempotency.it;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.TakeoverPolicy;
import io.eafix.idempotency.it.NoteResource.NoteAnswer;
import io.eafix.idempotency.it.NoteResource.NoteRequest;
import io.eafix.idempotency.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Writes notes by methods that block, in all the ways their answers can look. */
@Path("/plain")
@Consumes(MediaType.APPLICATION_JSON)
public class PlainResource {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject Gate gate;
  @Inject JdbcNotes notes;
  @Inject SecurityIdentity identity;

  @POST
  @Idempotent(operation = "plain_write")
  public Response write(@Valid NoteRequest request) {
    NoteAnswer note = notes.insert(request);
    return Response.created(URI.create("/notes/" + note.id()))
        .entity(note)
        .header("Set-Cookie", "session=secret")
        .header("X-Other", "of the test")
        .build();
  }

  @POST
  @Path("/value")
  @Idempotent(operation = "plain_value")
  public NoteAnswer value(NoteRequest request) {
    return notes.insert(request);
  }

  @POST
  @Path("/rest-response")
  @Idempotent(operation = "plain_rest_response")
  public RestResponse<NoteAnswer> restResponse(NoteRequest request) {
    return RestResponse.ok(notes.insert(request));
  }

  @POST
  @Path("/empty")
  @Idempotent(operation = "plain_empty")
  public void empty(NoteRequest request) {
    notes.insert(request);
  }

  @POST
  @Path("/transactional")
  @Transactional
  @Idempotent(operation = "plain_transactional")
  public NoteAnswer transactional(NoteRequest request) {
    return notes.insert(request);
  }

  @POST
  @Path("/gated")
  @Idempotent(operation = "plain_gated")
  public NoteAnswer gated(NoteRequest request) {
    NoteAnswer note = notes.insert(request);
    gate.pass().await().atMost(PATIENCE);
    return note;
  }

  @POST
  @Path("/returned/{status}")
  @Idempotent(operation = "plain_returned")
  public Response returned(@PathParam("status") int status, NoteRequest request) {
    return Response.status(status).entity(notes.insert(request)).build();
  }

  @POST
  @Path("/thrown/{status}")
  @Idempotent(operation = "plain_thrown")
  public Response thrown(@PathParam("status") int status, NoteRequest request) {
    throw Problems.builder("of-the-test", Response.Status.fromStatusCode(status), "Refused")
        .withDetail("after note " + notes.insert(request).id())
        .build();
  }

  @POST
  @Path("/denied/{how}")
  @Idempotent(operation = "plain_denied")
  public Response denied(@PathParam("how") Denial how, NoteRequest request) {
    notes.insert(request);
    throw how.exception();
  }

  @POST
  @Path("/event")
  @Idempotent(operation = "plain_event")
  public NoteAnswer event(NoteRequest request, @QueryParam("fail") boolean fail) {
    NoteAnswer note = notes.insertWithEvent(request);
    if (fail) {
      throw new IllegalStateException("after the event");
    }
    return note;
  }

  @POST
  @Path("/refused-by-the-database")
  @Idempotent(operation = "plain_refused")
  public NoteAnswer refusedByTheDatabase(NoteRequest request) {
    return notes.insertDeferredDuplicate(request);
  }

  @POST
  @Path("/form")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Idempotent(operation = "plain_form")
  public NoteAnswer form(@RestForm String text) {
    return notes.insert(new NoteRequest(text, null));
  }

  @POST
  @Path("/stream")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Idempotent(operation = "plain_stream")
  public long stream(InputStream body) throws IOException {
    return body.transferTo(OutputStream.nullOutputStream());
  }

  @POST
  @Path("/reader")
  @Consumes(MediaType.TEXT_PLAIN)
  @Idempotent(operation = "plain_reader")
  public long reader(Reader body) throws IOException {
    return body.transferTo(Writer.nullWriter());
  }

  @POST
  @Path("/secured")
  @RolesAllowed("trader")
  @Idempotent(operation = "plain_secured")
  public String secured(NoteRequest request) {
    notes.insert(request);
    return identity.getPrincipal().getName();
  }

  @POST
  @Path("/accounts/{account}")
  @Idempotent(operation = "plain_account", keyParameters = "account")
  public NoteAnswer account(@RestPath String account, NoteRequest request) {
    return notes.insert(request);
  }

  @POST
  @Path("/remote")
  @Idempotent(operation = "plain_remote", onTakeover = TakeoverPolicy.IN_DOUBT)
  public NoteAnswer remote(NoteRequest request, @QueryParam("fail") boolean fail) {
    NoteAnswer note = notes.insertWithoutTransaction(request);
    if (fail) {
      throw new IllegalStateException("the connection broke");
    }
    return note;
  }
}
