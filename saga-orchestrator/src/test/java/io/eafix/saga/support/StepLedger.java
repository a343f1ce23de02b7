package io.eafix.saga.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The effects at the participants, with the fence that real participants have: an action takes
 * effect once, a compensation undoes it once, and one that comes first bars the action.
 */
public final class StepLedger {

  private final Map<String, Effect> effects = new LinkedHashMap<>();
  private final List<String> log = new ArrayList<>();

  private static final class Effect {
    boolean acted;
    boolean compensated;
    String body;
  }

  /** Applies a call and gives the reply that it earns. */
  synchronized Reply act(ReceivedCall call, Reply told) {
    Effect effect = effects.computeIfAbsent(call.sagaId() + ':' + call.step(), key -> new Effect());
    if (call.phase().equals("compensation")) {
      if (!effect.compensated) {
        effect.compensated = true;
        log.add(call.sagaId() + (effect.acted ? " undo " : " bar ") + call.step());
      }
      return told;
    }
    if (effect.body != null && !Objects.equals(effect.body, String.valueOf(call.body()))) {
      return Reply.status(422);
    }
    if (effect.compensated && !effect.acted) {
      return Reply.status(422);
    }
    effect.body = String.valueOf(call.body());
    if (!effect.acted) {
      effect.acted = true;
      log.add(call.sagaId() + " do " + call.step());
    }
    return told;
  }

  /** What happened at the participants for a saga, e.g. {@code [do a, do b, undo b, undo a]}. */
  public synchronized List<String> of(String sagaId) {
    return log.stream()
        .filter(entry -> entry.startsWith(sagaId))
        .map(entry -> entry.substring(sagaId.length() + 1))
        .toList();
  }

  synchronized void clear() {
    effects.clear();
    log.clear();
  }
}
