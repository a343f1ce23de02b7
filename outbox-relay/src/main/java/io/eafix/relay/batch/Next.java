package io.eafix.relay.batch;

import java.util.List;
import java.util.Optional;

/**
 * What a lane does next.
 *
 * @param plan a batch to claim, if there is anything to publish or to set aside
 * @param refused held events that are due but cannot be sent; while there are any, nothing is
 *     planned
 */
public record Next(Optional<Plan> plan, List<Refused> refused) {

  static final Next NOTHING = new Next(Optional.empty(), List.of());

  static Next of(Plan plan) {
    return new Next(Optional.of(plan), List.of());
  }
}
