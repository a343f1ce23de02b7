package io.eafix.execution.fix;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Requests on a session that wait for their answers, by the id that the answer brings back. What
 * waits when the connection ends gets the answer of {@link #abandon}. Thread-safe.
 */
final class Waiting<T> {
  private final Map<String, UniEmitter<? super T>> byId = new ConcurrentHashMap<>();

  /**
   * Waits for the answer to a request.
   *
   * @param send begins to wait before it sends, so that no answer is too early; returns the answer
   *     if it is known at once, else null
   */
  Uni<T> request(String id, Supplier<T> send) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              byId.put(id, emitter);
              emitter.onTermination(() -> byId.remove(id, emitter));
              T known = send.get();
              if (known != null) {
                emitter.complete(known);
              }
            });
  }

  /** Gives the answer, if someone waits for it. */
  void answer(String id, T answer) {
    UniEmitter<? super T> emitter = byId.remove(id);
    if (emitter != null) {
      emitter.complete(answer);
    }
  }

  /** Gives all that wait this answer. */
  void abandon(T answer) {
    byId.keySet().forEach(id -> answer(id, answer));
  }
}
