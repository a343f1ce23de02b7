package io.eafix.saga.api;

import io.eafix.saga.SagaConfig;
import io.eafix.saga.engine.StateChanges;
import io.eafix.saga.run.SagaState;
import io.eafix.saga.store.SagaChanged;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Live changes of state of all sagas. What this replica's engine moves is told at once; what others
 * move is found by looking, so that of a saga's quick changes the last may be all that is seen.
 *
 * <p>For people and dashboards. A change may be missed, e.g. while Postgres is away; the topic
 * {@code trading.sagas.changed} misses none.
 */
@ApplicationScoped
class SagaFeed {

  private static final Logger LOG = Logger.getLogger(SagaFeed.class);
  private static final int UNREAD_MAX = 4_096;
  private static final int REMEMBERED_MAX = 20_000;

  private final Vertx vertx;
  private final StateChanges engine;
  private final ChangeReader reader;
  private final OpenStreams streams;
  private final int intervalMs;
  private final List<Follower> followers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final Map<UUID, Long> told =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };
  private volatile OffsetDateTime lookedAt;

  SagaFeed(
      Vertx vertx,
      StateChanges engine,
      ChangeReader reader,
      OpenStreams streams,
      SagaConfig config) {
    this.vertx = vertx;
    this.engine = engine;
    this.reader = reader;
    this.streams = streams;
    this.intervalMs = config.stream().intervalMs();
  }

  @PostConstruct
  void connect() {
    engine.listen(this::heard);
  }

  /**
   * Streams changes from now on until this replica stops; 503 if too many streams are open, or if
   * it is stopping. A reader that falls too far behind is cut off rather than shown a gap.
   *
   * @param state only changes into this state, null for all
   * @param definition only sagas of this definition, null for all
   */
  Multi<SagaChange> follow(SagaState state, String definition) {
    streams.admit();
    return Multi.createFrom()
        .<SagaChange>emitter(
            emitter -> {
              Follower follower = new Follower(state, definition, emitter);
              followers.add(follower);
              streams.add(emitter, () -> followers.remove(follower));
              look();
            },
            UNREAD_MAX);
  }

  private void heard(SagaChanged change) {
    if (!followers.isEmpty()) {
      tell(SagaChange.of(change));
    }
  }

  private void tell(SagaChange change) {
    if (isNew(change.sagaId(), change.version())) {
      synchronized (told) {
        told.put(change.sagaId(), change.version());
      }
      followers.forEach(follower -> follower.tell(change));
    }
  }

  private boolean isNew(UUID saga, Long version) {
    synchronized (told) {
      return told.getOrDefault(saga, 0L) < version;
    }
  }

  private void look() {
    if (followers.isEmpty()) {
      lookedAt = null;
    } else if (looking.compareAndSet(false, true)) {
      reader
          .since(lookedAt, this::isNew)
          .onSuccess(
              found -> {
                lookedAt = found.lookedAt();
                found.changes().forEach(this::tell);
              })
          .onFailure(failed -> LOG.debugf(failed, "changes of sagas could not be read"))
          .onComplete(
              done ->
                  vertx.setTimer(
                      intervalMs,
                      fired -> {
                        looking.set(false);
                        look();
                      }));
    }
  }

  private record Follower(
      SagaState state, String definition, MultiEmitter<? super SagaChange> emitter) {

    void tell(SagaChange change) {
      if ((state == null || state == change.state())
          && (definition == null || definition.equals(change.definition()))) {
        emitter.emit(change);
      }
    }
  }
}
