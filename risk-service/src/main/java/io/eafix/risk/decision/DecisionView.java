package io.eafix.risk.decision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.eafix.risk.check.CheckCode;
import io.eafix.risk.check.CheckResult;
import io.eafix.risk.position.Side;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A decision as clients, the saga and consumers see it.
 *
 * @param reservationId null if it was refused
 * @param checks every check that was made, with both numbers
 */
public record DecisionView(
    UUID decisionId,
    UUID signalId,
    UUID reservationId,
    String account,
    String symbol,
    Side side,
    BigDecimal quantity,
    String strategy,
    boolean approved,
    List<CheckResult> checks,
    Instant decidedAt) {

  /** A check that was not passed, as refusals list it. */
  public record Reason(CheckCode code, String subject, String limit, String actual) {}

  /** What stood in the way; empty if it was approved. */
  @JsonIgnore
  public List<Reason> reasons() {
    return checks.stream()
        .filter(check -> !check.passed())
        .map(check -> new Reason(check.code(), check.subject(), check.limit(), check.actual()))
        .toList();
  }

  static DecisionView of(Decision d, UUID reservationId) {
    return new DecisionView(
        d.id,
        d.signalId,
        reservationId,
        d.account,
        d.symbol,
        d.side,
        d.quantity.stripTrailingZeros(),
        d.strategy,
        d.approved,
        read(d.checks),
        d.decidedAt);
  }

  static String write(List<CheckResult> checks) {
    JsonArray array = new JsonArray();
    checks.forEach(
        check ->
            array.add(
                JsonObject.of(
                    "code", check.code().name(),
                    "passed", check.passed(),
                    "subject", check.subject(),
                    "limit", check.limit(),
                    "actual", check.actual())));
    return JsonObject.of("checks", array).encode();
  }

  private static List<CheckResult> read(String stored) {
    return new JsonObject(stored)
        .getJsonArray("checks").stream()
            .map(JsonObject.class::cast)
            .map(
                check ->
                    new CheckResult(
                        CheckCode.valueOf(check.getString("code")),
                        check.getBoolean("passed"),
                        check.getString("subject"),
                        check.getString("limit"),
                        check.getString("actual")))
            .toList();
  }
}
