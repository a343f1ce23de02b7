package io.eafix.idempotency.problem;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * 400 for a member of a JSON body that cannot be read, naming it and what is allowed. The problem
 * library's own mapper names it only.
 */
public class UnreadableValues {

  private static final int BEFORE_THE_LIBRARY = 1;

  @ServerExceptionMapper(value = InvalidFormatException.class, priority = BEFORE_THE_LIBRARY)
  public Response unreadable(InvalidFormatException unreadable) {
    String field =
        unreadable.getPath().stream().map(UnreadableValues::name).collect(Collectors.joining("."));
    String allowed =
        ValueKind.of(unreadable.getTargetType())
            .map(ValueKind::allowed)
            .orElse(unreadable.getTargetType().getSimpleName());
    return Problems.badRequest(field, "cannot be read", allowed).toResponse();
  }

  private static String name(JsonMappingException.Reference step) {
    return step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName();
  }
}
