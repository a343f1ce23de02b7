package io.eafix.idempotency.sql;

import io.quarkus.arc.ClientProxy;
import io.quarkus.hibernate.reactive.panache.common.runtime.SessionOperations;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.hibernate.engine.creation.internal.SessionCreationOptions;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.internal.SessionFactoryImpl;
import org.hibernate.reactive.context.impl.BaseKey;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionFactoryImpl;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.hibernate.reactive.pool.ReactiveConnectionPool;
import org.hibernate.reactive.pool.impl.SqlClientConnection;
import org.hibernate.reactive.session.ReactiveSession;
import org.hibernate.reactive.session.impl.ReactiveSessionImpl;

/**
 * Opens Hibernate sessions on a {@link PipelinedConnection}, and leaves each where Panache looks
 * for the session of its Vert.x context. A session that is there already is joined as it is.
 */
@ApplicationScoped
class PipelinedSessions {

  private final Mutiny.SessionFactory sessions;
  private volatile Opener opener;

  PipelinedSessions(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /** Runs the work in the transaction of this context, or in a new session with one. */
  <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
    Context context = Vertx.currentContext();
    if (context == null || !VertxContext.isDuplicatedContext(context)) {
      // Says what is wrong with the context.
      return SessionOperations.withTransaction(work);
    }
    Opener opener = opener();
    Mutiny.Session present = context.getLocal(opener.key());
    // Without a pool, connections are chosen by tenant.
    if (present != null && present.isOpen() || opener.pool() == null) {
      return SessionOperations.withTransaction(work);
    }
    return Uni.createFrom()
        .completionStage(opener.pool()::getConnection)
        .chain(
            connection -> {
              ReactiveSession session = opener.open(connection);
              Mutiny.Session facade = new MutinySessionImpl(session, opener.factory());
              context.putLocal(opener.key(), facade);
              return facade
                  .withTransaction(transaction -> work.get())
                  .onTermination()
                  .call(
                      () -> {
                        context.removeLocal(opener.key());
                        return Uni.createFrom().completionStage(session.reactiveClose());
                      });
            });
  }

  private Opener opener() {
    Opener present = opener;
    if (present == null) {
      present = Opener.of((MutinySessionFactoryImpl) ClientProxy.unwrap(sessions));
      opener = present;
    }
    return present;
  }

  private record Opener(
      MutinySessionFactoryImpl factory,
      SessionFactoryImpl sessions,
      ReactiveConnectionPool pool,
      BaseKey<Mutiny.Session> key) {

    static Opener of(MutinySessionFactoryImpl factory) {
      MutinySessionImpl unconnected = (MutinySessionImpl) factory.createSession();
      SharedSessionContractImplementor session =
          (SharedSessionContractImplementor) unconnected.unwrap(ReactiveSession.class);
      SessionFactoryImpl sessions = (SessionFactoryImpl) session.getFactory();
      return new Opener(
          factory,
          sessions,
          factory.getServiceRegistry().getService(ReactiveConnectionPool.class),
          new BaseKey<>(Mutiny.Session.class, factory.getUuid()));
    }

    ReactiveSession open(ReactiveConnection connection) {
      try {
        return new ReactiveSessionImpl(
            sessions,
            (SessionCreationOptions) sessions.withOptions(),
            connection instanceof SqlClientConnection client
                ? new PipelinedConnection(client)
                : connection);
      } catch (RuntimeException e) {
        connection.close();
        throw e;
      }
    }
  }
}
