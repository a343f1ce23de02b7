package io.eafix.execution.paper;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The misfortunes that are still to happen on the paper venue's wire, in order. They are part of
 * the wire and not of the ledger: a restart of the process forgets them.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
class Faults {
  /** More than this is a mistake of whoever asks for faults. */
  static final int PENDING_MAX = 10_000;

  private final Deque<Fault> pending = new ArrayDeque<>();
  private boolean connected = true;

  synchronized boolean connected() {
    return connected;
  }

  synchronized void connect(boolean connect) {
    connected = connect;
  }

  /** Adds {@code count} faults; false if that is too many. */
  synchronized boolean add(Fault fault, int count) {
    if (pending.size() + count > PENDING_MAX) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      pending.add(fault);
    }
    return true;
  }

  synchronized List<Fault> pending() {
    return new ArrayList<>(pending);
  }

  synchronized void clear() {
    pending.clear();
    connected = true;
  }

  /** Takes the next fault of this kind for this message, if there is one. */
  Optional<Fault> take(Fault.Message message, Fault.Kind kind) {
    return take(fault -> fault.message() == message && fault.kind() == kind);
  }

  /** Carries one message to the venue and its answer back, as far as the faults let it. */
  <T> Uni<T> carry(Fault.Message message, Supplier<Uni<T>> venue) {
    if (!connected()) {
      return Uni.createFrom().failure(new IOException("The paper venue is disconnected"));
    }
    Optional<Fault> fault =
        take(next -> next.message() == message && next.kind() != Fault.Kind.REJECT);
    return detached(fault.map(next -> this.<T>befall(next, venue)).orElseGet(() -> venue.get()));
  }

  /** A message on its way arrives even if nobody waits for its answer any more. */
  private static <T> Uni<T> detached(Uni<T> message) {
    return Uni.createFrom()
        .emitter(answer -> message.subscribe().with(answer::complete, answer::fail));
  }

  private <T> Uni<T> befall(Fault fault, Supplier<Uni<T>> venue) {
    return switch (fault.kind()) {
      case DELAY ->
          Uni.createFrom().voidItem().onItem().delayIt().by(fault.delay()).chain(venue::get);
      case DROP_ANSWER -> venue.get().chain(Faults::silence);
      case DROP_REQUEST -> silence();
      case DISCONNECT -> venue.get().chain(this::breakConnection);
      case RESTART -> restart(fault.delay());
      case REJECT -> throw new IllegalStateException("A refusal is the ledger's doing");
    };
  }

  private <T> Uni<T> breakConnection() {
    connect(false);
    return Uni.createFrom().failure(new IOException("Connection lost before the answer"));
  }

  private <T> Uni<T> restart(Duration down) {
    connect(false);
    Uni.createFrom().voidItem().onItem().delayIt().by(down).subscribe().with(up -> connect(true));
    return Uni.createFrom().failure(new IOException("The venue went down"));
  }

  private static <T> Uni<T> silence() {
    return Uni.createFrom().nothing();
  }

  private synchronized Optional<Fault> take(Predicate<Fault> wanted) {
    Optional<Fault> found = pending.stream().filter(wanted).findFirst();
    found.ifPresent(pending::removeFirstOccurrence);
    return found;
  }
}
