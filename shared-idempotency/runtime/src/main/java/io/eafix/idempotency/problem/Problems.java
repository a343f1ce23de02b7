package io.eafix.idempotency.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * The answers for what went wrong, as RFC 9457 problems.
 *
 * <p>All errors of a service leave through one pipeline: throw one of these, and the problem mapper
 * writes it. The type is {@code urn:eafix:problem:<slug>}; the slug is stable, the wording is not.
 */
public final class Problems {

  private static final String TYPE_PREFIX = "urn:eafix:problem:";
  private static final StatusType UNPROCESSABLE = new Unprocessable();

  private Problems() {}

  /**
   * 400: a field has a value that is not allowed.
   *
   * @param field the field as the client wrote it, e.g. {@code bid.close}
   * @param wrong what is wrong with it
   * @param allowed what would be accepted
   */
  public static HttpProblem badRequest(String field, String wrong, String allowed) {
    return builder("invalid-field", Status.BAD_REQUEST, "A field has a value that is not allowed")
        .withDetail(field + ": " + wrong + "; allowed: " + allowed)
        .with("field", field)
        .with("allowed", allowed)
        .build();
  }

  /** 404: there is no such thing. */
  public static HttpProblem notFound(String what, Object id) {
    return builder("not-found", Status.NOT_FOUND, "There is no such " + what)
        .withDetail("no " + what + " with id " + id)
        .build();
  }

  /** 409: the request conflicts with the present state; it may succeed later. */
  public static HttpProblem conflict(String slug, String title, String detail) {
    return builder(slug, Status.CONFLICT, title).withDetail(detail).build();
  }

  /** 422: understood and refused for good. */
  public static HttpProblem unprocessable(String slug, String title, String detail) {
    return unprocessable(slug, title, detail, Map.of());
  }

  /**
   * 422: understood and refused for good.
   *
   * @param extras further members of the problem, e.g. {@code reasons}
   */
  public static HttpProblem unprocessable(
      String slug, String title, String detail, Map<String, ?> extras) {
    HttpProblem.Builder problem = builder(slug, UNPROCESSABLE, title).withDetail(detail);
    extras.forEach(problem::with);
    return problem.build();
  }

  /** 503: cannot be served now; the client may send the same request again after the delay. */
  public static HttpProblem unavailable(String slug, String detail, Duration retryAfter) {
    return builder(slug, Status.SERVICE_UNAVAILABLE, "The service cannot answer now")
        .withDetail(detail)
        .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())))
        .build();
  }

  /** A problem of another kind, to be completed by the caller. */
  public static HttpProblem.Builder builder(String slug, StatusType status, String title) {
    return HttpProblem.builder()
        .withType(URI.create(TYPE_PREFIX + slug))
        .withStatus(status)
        .withTitle(title);
  }

  /** 422 of RFC 9110, which the JAX-RS enumeration lacks. */
  private static final class Unprocessable implements StatusType {
    @Override
    public int getStatusCode() {
      return 422;
    }

    @Override
    public Status.Family getFamily() {
      return Status.Family.CLIENT_ERROR;
    }

    @Override
    public String getReasonPhrase() {
      return "Unprocessable Content";
    }
  }
}
