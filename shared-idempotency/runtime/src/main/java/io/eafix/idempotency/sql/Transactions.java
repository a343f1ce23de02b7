package io.eafix.idempotency.sql;

import io.quarkus.hibernate.reactive.panache.common.runtime.SessionOperations;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one way to open a Postgres transaction in a service.
 *
 * <p>Work runs in a Hibernate Reactive transaction that Panache entities, {@link Sql} and
 * everything of this extension join; or, for code that blocks, in a JTA transaction. It commits
 * when the {@link Uni} completes and rolls back when it fails, or when any of its statements
 * failed, waited for or not. Nothing of a rolled back transaction survives; after a failure of the
 * commit itself the outcome is unknown, and only the {@code execution} row tells.
 */
@ApplicationScoped
public class Transactions {

  private final Vertx vertx;
  private final PipelinedSessions sessions;
  private final JtaTransactions jta;

  Transactions(Vertx vertx, PipelinedSessions sessions, JtaTransactions jta) {
    this.vertx = vertx;
    this.sessions = sessions;
    this.jta = jta;
  }

  /**
   * Runs the work in the transaction of this Vert.x context, or in a new one if there is none.
   *
   * @param work called once, on the event loop, or on a worker thread if the transaction is one of
   *     {@link #inBlockingTransactions}; must not call a remote system
   */
  public <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(() -> jta.isMeant() ? jta.inTransaction(work) : sessions.inTransaction(work));
  }

  /**
   * Lets each transaction that begins on this Vert.x context until the work ends be a JTA
   * transaction on a worker thread, for code that blocks: what goes through {@link #sql()} then
   * shares the one JDBC connection with JDBC and Hibernate ORM.
   */
  public <T> Uni<T> inBlockingTransactions(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              JtaTransactions.enter();
              return work.get();
            })
        .eventually(JtaTransactions::leave);
  }

  /**
   * Calls code that blocks: in the JTA transaction of this thread if there is one, else on a worker
   * thread without any.
   */
  public <T> Uni<T> blocking(Callable<T> code) {
    if (!jta.isActive()) {
      return jta.onWorker(code);
    }
    try {
      return Uni.createFrom().item(code.call());
    } catch (Exception e) {
      return Uni.createFrom().failure(e);
    }
  }

  /**
   * Runs the work in a transaction of its own, on a context of its own: for workers, schedulers and
   * callbacks, from any thread. It never joins a transaction of the caller.
   *
   * @param work called once for each subscription, on an event loop
   */
  public <T> Uni<T> inNewTransaction(Supplier<Uni<T>> work) {
    return onNewContext(() -> sessions.inTransaction(work));
  }

  /**
   * Runs the work on a new isolated Vert.x context without a transaction, for steps that open
   * several transactions one after the other.
   */
  public <T> Uni<T> onNewContext(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
              VertxContextSafetyToggle.setContextSafe(context, true);
              context.runOnContext(
                  ignored ->
                      Uni.createFrom()
                          .deferred(work::get)
                          .subscribe()
                          .with(emitter::complete, emitter::fail));
            });
  }

  /**
   * Raw SQL on the running transaction of this context.
   *
   * @return fails with {@link IllegalStateException} if no transaction is running here, so that an
   *     effect can never slip out of the transaction it belongs to
   */
  public Uni<Sql> sql() {
    return Uni.createFrom()
        .deferred(() -> jta.isActive() ? Uni.createFrom().item(jta.sql()) : sessionSql());
  }

  private static Uni<Sql> sessionSql() {
    return SessionOperations.getSession()
        .map(
            session -> {
              if (session.currentTransaction() == null) {
                throw new IllegalStateException("no transaction is running on this context");
              }
              return Sql.of(session);
            });
  }

  /**
   * Gives up on work in the running transaction that takes longer, so that it is rolled back: fails
   * with {@link TimeoutException}. In a JTA transaction the work is not bounded, since the thread
   * it blocks cannot be taken from it.
   */
  public <T> Uni<T> within(Duration time, Uni<T> work) {
    return Uni.createFrom()
        .deferred(
            () ->
                jta.isActive()
                    ? work
                    : Contexts.keep(
                        Uni.createFrom().emitter(emitter -> bounded(emitter, time, work))));
  }

  /** By a timer of this context: it costs little, and the rollback has to begin here. */
  private <T> void bounded(UniEmitter<? super T> emitter, Duration time, Uni<T> work) {
    long timer =
        vertx.setTimer(
            time.toMillis(),
            over -> emitter.fail(new TimeoutException("the work took longer than " + time)));
    Cancellable running = work.subscribe().with(emitter::complete, emitter::fail);
    emitter.onTermination(
        () -> {
          vertx.cancelTimer(timer);
          running.cancel();
        });
  }

  /** Sends what the session of this context holds back, so that the database can refuse it. */
  public Uni<Void> flush() {
    return Uni.createFrom()
        .deferred(
            () ->
                jta.isActive()
                    ? Uni.createFrom().voidItem().invoke(jta::flush)
                    : SessionOperations.getSession().chain(Mutiny.Session::flush));
  }
}
