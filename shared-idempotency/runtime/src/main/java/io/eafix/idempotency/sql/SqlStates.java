package io.eafix.idempotency.sql;

import io.vertx.pgclient.PgException;
import java.util.Set;

/**
 * What a failure of Postgres means for the caller.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error
 *     codes</a>
 */
public final class SqlStates {

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String UNIQUE_VIOLATION = "23505";
  private static final Set<String> RETRYABLE = Set.of("40001", "40P01", LOCK_NOT_AVAILABLE);

  private SqlStates() {}

  /** Another transaction held a row or key for longer than the lock timeout. */
  public static boolean isLockTimeout(Throwable failure) {
    return LOCK_NOT_AVAILABLE.equals(of(failure));
  }

  /** A unique constraint refused a row. */
  public static boolean isUniqueViolation(Throwable failure) {
    return UNIQUE_VIOLATION.equals(of(failure));
  }

  /** The transaction was rolled back by a conflict; the same work may succeed when repeated. */
  public static boolean isRetryable(Throwable failure) {
    String state = of(failure);
    return state != null && RETRYABLE.contains(state);
  }

  /** The SQL state of the first Postgres error in the chain of causes; {@code null} if none. */
  public static String of(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
      if (cause instanceof PgException postgres) {
        return postgres.getSqlState();
      }
    }
    return null;
  }
}
