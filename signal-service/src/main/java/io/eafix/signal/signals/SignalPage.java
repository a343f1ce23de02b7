package io.eafix.signal.signals;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Some signals, newest first.
 *
 * @param next cursor of the following page, absent on the last
 */
public record SignalPage(List<SignalView> signals, Long next) {

  /**
   * @param found one more than the limit if there is a following page
   */
  static SignalPage of(List<Signal> found, Map<UUID, SignalSaga> sagas, int limit) {
    List<Signal> shown = found.size() > limit ? found.subList(0, limit) : found;
    return new SignalPage(
        shown.stream().map(s -> SignalView.of(s, sagas.get(s.id))).toList(),
        found.size() > limit ? shown.get(limit - 1).position : null);
  }
}
