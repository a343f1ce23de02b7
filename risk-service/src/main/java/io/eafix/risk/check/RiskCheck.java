package io.eafix.risk.check;

import java.util.stream.Stream;

/**
 * One rule an order must pass.
 *
 * <p>A pure function of its context. It never throws for what the context lacks: what cannot be
 * checked fails.
 */
@FunctionalInterface
interface RiskCheck {

  /** One result for each of its codes that applies. */
  Stream<CheckResult> check(RiskContext context);
}
