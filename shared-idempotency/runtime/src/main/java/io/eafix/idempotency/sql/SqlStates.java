package io.eafix.idempotency.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.TransactionRollbackException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

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

  /** Connection exception, insufficient resources, operator intervention. */
  private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "53", "57");

  private static final int DEPTH_MAX = 20;

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

  /**
   * Postgres could not be asked, or was not able to answer: nothing is wrong with what was asked.
   */
  public static boolean isUnavailable(Throwable failure) {
    String state = of(failure);
    if (state != null) {
      return RETRYABLE.contains(state) || UNAVAILABLE_CLASSES.contains(state.substring(0, 2));
    }
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++, cause = cause.getCause()) {
      // Postgres was asked and rolled back what a handled failure had spoilt: it will do so again.
      if (cause instanceof TransactionRollbackException) {
        return false;
      }
      // An unreadable JSON document is an IOException too, and no reason to wait for Postgres.
      if (isOfConnection(cause)
          || cause instanceof IOException && !(cause instanceof JsonProcessingException)
          || cause instanceof TimeoutException
          // What the pool says when it has no connection to give.
          || cause instanceof VertxException) {
        return true;
      }
    }
    return false;
  }

  /** Whether Postgres or a connection to it failed, rather than code that uses it. */
  public static boolean isOfPostgres(Throwable failure) {
    if (of(failure) != null) {
      return true;
    }
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++, cause = cause.getCause()) {
      if (isOfConnection(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfConnection(Throwable cause) {
    return cause instanceof ClosedConnectionException
        || cause instanceof CommitFailedException
        || cause instanceof NoStackTraceThrowable
        // What the driver says of commands that a broken connection swallowed; other clients have
        // exceptions of their own.
        || cause.getClass() == VertxException.class;
  }

  /** The SQL state of the first Postgres error in the chain of causes; {@code null} if none. */
  public static String of(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++, cause = cause.getCause()) {
      if (cause instanceof PgException postgres) {
        return postgres.getSqlState();
      }
      // Hibernate translates the driver's exception and drops it.
      if (cause instanceof SQLException translated && translated.getSQLState() != null) {
        return translated.getSQLState();
      }
      // Where a JTA transaction manager keeps what the driver said.
      for (Throwable suppressed : cause.getSuppressed()) {
        if (suppressed.getCause() instanceof SQLException refused) {
          return refused.getSQLState();
        }
      }
    }
    return null;
  }
}
