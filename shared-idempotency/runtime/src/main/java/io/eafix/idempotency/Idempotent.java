package io.eafix.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a REST resource method take effect exactly once for each {@code Idempotency-Key}.
 *
 * <p>The method runs inside one transaction, together with its {@code execution} row: entities,
 * outbox rows and the final answer commit together or not at all. If it returns a {@code Uni}, this
 * is a Hibernate Reactive transaction on the event loop. If it returns anything else (a value, a
 * {@code Response}, a {@code RestResponse}, nothing), it runs on a worker thread and may block, and
 * this is a JTA transaction, which JDBC, Hibernate ORM and {@code @Transactional} join. A request
 * with a key that has finished gets the stored answer byte for byte and {@code Idempotent-Replayed:
 * true}; one that is running gets 409; one with another payload, method or path gets 422. This
 * holds through a crash at any point and through a loss of everything in Redis, for as long as the
 * execution row is retained.
 *
 * <p>An answer of 401, 403, 408, 409, 425, 429 or 503, returned or by exception, says that the
 * request may be repeated: it leaves no effect and frees the key, and so does any other 5xx by
 * exception. Every other answer is final: with its effect if it was returned, without one if it was
 * made from an exception.
 *
 * <p>The method must not call a remote system: commit an intent, answer 202, and let a worker do
 * it; or say {@code onTakeover = IN_DOUBT}. Then the row commits before the method begins, the
 * method runs outside any transaction, and its answer commits after it. A request that died in
 * between, timed out or answered 408 or 5xx, be it by exception or with the status of the other
 * system, is never run again: it is answered with 409 {@code execution-in-doubt} until it is
 * resolved. Refuse the caller before the other system is reached: a 401, 403, 409, 425 or 429 frees
 * the key.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The
 *     Idempotency-Key HTTP Header Field</a>
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

  /** What the request does, e.g. {@code order_submit}; part of the metrics, logs and records. */
  String operation();

  /** Whether a request without {@code Idempotency-Key} is refused with 400. */
  boolean required() default true;

  /**
   * How long the answer is kept for replay, ISO 8601 duration such as {@code PT24H}; empty means
   * the configured default.
   */
  String ttl() default "";

  /**
   * How long a claim lasts without renewal, ISO 8601 duration such as {@code PT10S}; empty means
   * the configured default.
   */
  String lease() default "";

  /**
   * What happens when the owner of a claim is gone: with {@code REEXECUTE} the method is one
   * transaction, with {@code IN_DOUBT} it may reach another system.
   */
  TakeoverPolicy onTakeover() default TakeoverPolicy.REEXECUTE;

  /**
   * The longest time a request may wait for a running one with the same key, when it asks with
   * {@code Prefer: wait=N}; ISO 8601 duration; empty means the configured default.
   */
  String waitAtMost() default "";

  /**
   * Names of path and query parameters that belong to the key: each of their values has keys of its
   * own, so that two accounts may both use key 1. Without any, one key of a caller belongs to one
   * request, whatever its parameters. A name that the method does not have fails the build.
   */
  String[] keyParameters() default {};
}
