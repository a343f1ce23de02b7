package io.eafix.idempotency.rest;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.store.StoredAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.GenericEntity;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * Turns what a resource method returned into the bytes the client gets, and back into a response.
 *
 * <p>The first response is made from the stored bytes too, so it cannot differ from its replays.
 */
@ApplicationScoped
class AnswerCodec {

  static final String REPLAYED = "Idempotent-Replayed";
  private static final Annotation[] NO_ANNOTATIONS = {};

  private final List<String> storedHeaders;

  AnswerCodec(IdempotencyConfig config) {
    this.storedHeaders =
        Stream.concat(
                // Every answer that says "later" says when.
                Stream.of("retry-after"),
                config.http().storedHeaders().stream().map(name -> name.toLowerCase(Locale.ROOT)))
            .distinct()
            .toList();
  }

  StoredAnswer encode(ResteasyReactiveRequestContext context, Object result) {
    Response response = toResponse(result);
    Map<String, String> headers = new HashMap<>();
    for (String name : storedHeaders) {
      String value = response.getHeaderString(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    if (!response.hasEntity()) {
      return new StoredAnswer(response.getStatus(), headers, null);
    }
    Object entity = response.getEntity();
    Type type = entity.getClass();
    if (entity instanceof GenericEntity<?> generic) {
      type = generic.getType();
      entity = generic.getEntity();
    }
    MediaType mediaType = mediaType(context, response);
    headers.put("content-type", mediaType.toString());
    return new StoredAnswer(
        response.getStatus(), headers, write(context, entity, type, mediaType, response));
  }

  /** The response for a stored answer. */
  Response decode(StoredAnswer answer, boolean replayed) {
    Response.ResponseBuilder response = Response.status(answer.status());
    answer.headers().forEach(response::header);
    if (answer.body() != null) {
      response.entity(answer.body());
    }
    if (replayed) {
      response.header(REPLAYED, "true");
    }
    return response.build();
  }

  private static Response toResponse(Object result) {
    if (result instanceof Response response) {
      return response;
    }
    if (result instanceof RestResponse<?> response) {
      return response.toResponse();
    }
    return result == null ? Response.noContent().build() : Response.ok(result).build();
  }

  private static MediaType mediaType(ResteasyReactiveRequestContext context, Response response) {
    String explicit = response.getHeaderString(HttpHeaders.CONTENT_TYPE);
    if (explicit != null) {
      return MediaType.valueOf(explicit);
    }
    if (context.getTarget() != null && context.getTarget().getProduces() != null) {
      MediaType negotiated =
          context
              .getTarget()
              .getProduces()
              .negotiateProduces(context.serverRequest().getRequestHeader(HttpHeaders.ACCEPT))
              .getKey();
      if (negotiated != null && !negotiated.isWildcardSubtype()) {
        return negotiated;
      }
    }
    return response.getEntity() instanceof CharSequence
        ? MediaType.TEXT_PLAIN_TYPE
        : MediaType.APPLICATION_JSON_TYPE;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static byte[] write(
      ResteasyReactiveRequestContext context,
      Object entity,
      Type type,
      MediaType mediaType,
      Response response) {
    if (entity instanceof byte[] bytes) {
      return bytes;
    }
    MultivaluedMap<String, Object> headers = response.getHeaders();
    List<MessageBodyWriter<?>> writers =
        context
            .getDeployment()
            .getSerialisers()
            .findWriters(null, entity.getClass(), mediaType, RuntimeType.SERVER);
    for (MessageBodyWriter writer : writers) {
      if (writer.isWriteable(entity.getClass(), type, NO_ANNOTATIONS, mediaType)) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
          writer.writeTo(entity, entity.getClass(), type, NO_ANNOTATIONS, mediaType, headers, body);
        } catch (IOException e) {
          throw new UncheckedIOException("an answer cannot be written", e);
        }
        return body.toByteArray();
      }
    }
    throw new InternalServerErrorException(
        "no writer for " + entity.getClass().getName() + " as " + mediaType);
  }
}
