package io.eafix.risk.check;

import io.eafix.risk.session.Session;
import java.time.Instant;
import java.util.stream.Stream;

/** Whether the market trades, on its own clock. */
final class SessionCheck implements RiskCheck {

  @Override
  public Stream<CheckResult> check(RiskContext c) {
    String name = c.symbolLimits().session();
    Instant asOf = c.order().asOf();
    return Stream.of(
        c.rules()
            .session()
            .map(session -> check(name, session, asOf))
            .orElseGet(
                () ->
                    CheckResult.of(
                        CheckCode.SESSION_OPEN, false, name, "a configured session", "none")));
  }

  private static CheckResult check(String name, Session session, Instant asOf) {
    return CheckResult.of(
        CheckCode.SESSION_OPEN, session.isOpen(asOf), name, session, session.local(asOf));
  }
}
