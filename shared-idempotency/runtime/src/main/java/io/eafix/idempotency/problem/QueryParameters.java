package io.eafix.idempotency.problem;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * 400 for a query parameter that cannot be read, naming it and what is allowed.
 *
 * <p>Without this a client who misspells a value is told 404, as if there were no such thing, and a
 * Boolean that is neither is taken for false.
 */
public class QueryParameters {

  private static final int SHOWN_CHARS_MAX = 100;

  private final Map<Method, List<Expected>> byMethod = new ConcurrentHashMap<>();

  private record Expected(String name, ValueKind kind) {}

  @ServerRequestFilter
  public void check(ResourceInfo resource, UriInfo uri) {
    if (uri.getQueryParameters().isEmpty() || resource.getResourceMethod() == null) {
      return;
    }
    for (Expected expected :
        byMethod.computeIfAbsent(resource.getResourceMethod(), QueryParameters::expected)) {
      for (String value : uri.getQueryParameters().getOrDefault(expected.name(), List.of())) {
        if (!expected.kind().accepts(value)) {
          throw Problems.badRequest(
              expected.name(), shown(value) + " cannot be read", expected.kind().allowed());
        }
      }
    }
  }

  private static List<Expected> expected(Method method) {
    List<Expected> expected = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      add(expected, parameter, parameter.getName(), parameter.getType());
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Field field : parameter.getType().getDeclaredFields()) {
          add(expected, field, field.getName(), field.getType());
        }
      }
    }
    return List.copyOf(expected);
  }

  private static void add(
      List<Expected> expected, AnnotatedElement element, String ownName, Class<?> type) {
    name(element, ownName)
        .ifPresent(
            name -> ValueKind.of(type).ifPresent(kind -> expected.add(new Expected(name, kind))));
  }

  private static Optional<String> name(AnnotatedElement element, String ownName) {
    RestQuery query = element.getAnnotation(RestQuery.class);
    if (query != null) {
      return Optional.of(query.value().isEmpty() ? ownName : query.value());
    }
    return Optional.ofNullable(element.getAnnotation(QueryParam.class)).map(QueryParam::value);
  }

  private static String shown(String value) {
    return "'" + value.substring(0, Math.min(value.length(), SHOWN_CHARS_MAX)) + "'";
  }
}
