package io.eafix.idempotency.rest;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.key.Fingerprint;
import io.eafix.idempotency.key.RequestKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerHttpRequest;

/** Who asks, and what for: the storage key and the fingerprint of a request. */
@ApplicationScoped
class RequestIdentity {

  private final RequestKeys keys;
  private final IdempotencyConfig config;

  RequestIdentity(RequestKeys keys, IdempotencyConfig config) {
    this.keys = keys;
    this.config = config;
  }

  /**
   * One key of one caller: two callers with the same client key never meet.
   *
   * @param keyParameters names of path and query parameters, each value of which has keys of its
   *     own
   */
  String storageKey(
      ResteasyReactiveRequestContext context, String clientKey, List<String> keyParameters) {
    SecurityContext security = context.getSecurityContext();
    String principal =
        security == null || security.getUserPrincipal() == null
            ? null
            : security.getUserPrincipal().getName();
    String tenant =
        config
            .http()
            .tenantHeader()
            .map(header -> context.serverRequest().getRequestHeader(header))
            .orElse(null);
    return keys.storageKey(
        tenant,
        principal,
        clientKey,
        keyParameters.stream()
            .flatMap(name -> Stream.of(name, parameter(context, name)))
            .toArray(String[]::new));
  }

  private static String parameter(ResteasyReactiveRequestContext context, String name) {
    String inPath = context.getUriInfo().getPathParameters().getFirst(name);
    return inPath == null ? context.getUriInfo().getQueryParameters().getFirst(name) : inPath;
  }

  String fingerprint(ResteasyReactiveRequestContext context) {
    ServerHttpRequest request = context.serverRequest();
    return Fingerprint.ofHttp(
        request.getRequestMethod(),
        request.getRequestPath(),
        request.query(),
        mediaType(request.getRequestHeader("Content-Type")),
        SentBody.of(context));
  }

  private static String mediaType(String contentType) {
    return contentType == null ? null : contentType.split(";", 2)[0].strip();
  }
}
