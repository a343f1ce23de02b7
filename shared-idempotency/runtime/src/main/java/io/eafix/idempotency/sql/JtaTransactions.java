package io.eafix.idempotency.sql;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.context.ThreadContext;
import org.jboss.logging.Logger;

/**
 * Transactions for code that blocks: JTA, on a worker thread, with the JDBC datasource.
 *
 * <p>JDBC, Hibernate ORM and everything of this extension that goes through {@link
 * Transactions#sql()} share the transaction's one connection.
 */
@ApplicationScoped
class JtaTransactions {

  private static final Logger LOG = Logger.getLogger(JtaTransactions.class);

  private static final String LOCAL = JtaTransactions.class.getName();

  // The transaction is the one thing that must not come along: each belongs to its thread.
  private static final ThreadContext CONTEXT =
      ThreadContext.builder()
          .unchanged(ThreadContext.TRANSACTION)
          .propagated(ThreadContext.ALL_REMAINING)
          .cleared()
          .build();

  private final TransactionManager manager;
  private final Instance<DataSource> dataSource;
  private final Instance<EntityManager> entities;
  private final Vertx vertx;
  private final String bounds;

  JtaTransactions(
      TransactionManager manager,
      Instance<DataSource> dataSource,
      Instance<EntityManager> entities,
      Vertx vertx,
      @ConfigProperty(
              name = "quarkus.datasource.reactive.additional-properties.\"lock_timeout\"",
              defaultValue = "5s")
          String lockTimeout,
      @ConfigProperty(
              name =
                  "quarkus.datasource.reactive.additional-properties.\"idle_in_transaction_session_timeout\"",
              defaultValue = "20s")
          String idleTimeout) {
    this.manager = manager;
    this.dataSource = dataSource;
    this.entities = entities;
    this.vertx = vertx;
    this.bounds =
        bound("lock_timeout", lockTimeout)
            + ";"
            + bound("idle_in_transaction_session_timeout", idleTimeout);
  }

  private static String bound(String setting, String value) {
    return "set local " + setting + " = '" + value.replace("'", "''") + "'";
  }

  /** From now on, transactions that begin on this Vert.x context are of this kind. */
  static void enter() {
    ContextLocals.put(LOCAL, true);
  }

  static void leave() {
    ContextLocals.remove(LOCAL);
  }

  /** Whether a transaction that is asked for here is of this kind. */
  boolean isMeant() {
    return VertxContext.isOnDuplicatedContext() && ContextLocals.get(LOCAL).isPresent()
        || isActive();
  }

  /** Whether such a transaction runs on this thread. */
  boolean isActive() {
    try {
      return manager.getStatus() != Status.STATUS_NO_TRANSACTION;
    } catch (SystemException e) {
      throw new IllegalStateException("the transaction manager does not answer", e);
    }
  }

  /** Joins the transaction of this thread, or runs the work in a new one on a worker thread. */
  <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
    return isActive() ? work.get() : onWorker(() -> perform(work));
  }

  /** Runs code that blocks; what it ends with comes back to the context that asked. */
  <T> Uni<T> onWorker(Callable<T> code) {
    Callable<T> contextual = CONTEXT.contextualCallable(code);
    return Contexts.keep(
        Uni.createFrom()
            .completionStage(
                () ->
                    vertx
                        .getOrCreateContext()
                        .executeBlocking(contextual, false)
                        .toCompletionStage()));
  }

  /** SQL on the connection of this thread's transaction. */
  Sql sql() {
    try {
      Transaction running = manager.getTransaction();
      return new JdbcSql(dataSource.get(), () -> giveUp(running));
    } catch (SystemException e) {
      throw new IllegalStateException("the transaction manager does not answer", e);
    }
  }

  private static void giveUp(Transaction running) {
    try {
      running.setRollbackOnly();
    } catch (IllegalStateException ended) {
      // By its timeout, say: it is rolled back, or is told of a failure that came too late.
      LOG.debug("A transaction had ended when one of its statements failed", ended);
    } catch (SystemException e) {
      throw new IllegalStateException("the transaction manager does not answer", e);
    }
  }

  /** Sends what Hibernate ORM holds back, where it is there. */
  void flush() {
    if (entities.isResolvable()) {
      entities.get().flush();
    }
  }

  private <T> T perform(Supplier<Uni<T>> work) throws Exception {
    manager.begin();
    T result;
    try {
      boundWaits();
      result = work.get().subscribeAsCompletionStage().get();
    } catch (ExecutionException e) {
      manager.rollback();
      throw e.getCause() instanceof Exception cause ? cause : e;
    } catch (Exception | Error e) {
      manager.rollback();
      throw e;
    }
    commit();
    return result;
  }

  private void commit() throws Exception {
    if (manager.getStatus() == Status.STATUS_MARKED_ROLLBACK) {
      manager.rollback();
      throw new IllegalStateException(
          "the transaction was marked for rollback, by the code in it or by its timeout");
    }
    try {
      manager.commit();
    } catch (Exception e) {
      throw SqlStates.of(e) == null ? new CommitFailedException(e) : e;
    }
  }

  private void boundWaits() throws SQLException {
    try (Connection connection = dataSource.get().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(bounds);
    }
  }
}
