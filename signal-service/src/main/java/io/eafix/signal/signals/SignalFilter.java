package io.eafix.signal.signals;

import io.eafix.signal.bar.Timeframe;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Which signals to show: those that match all given values, newest first.
 *
 * @param since made at that time or later, on the wall clock
 * @param cursor {@code next} of the page before
 */
public record SignalFilter(
    @RestQuery String account,
    @RestQuery String symbol,
    @RestQuery Timeframe timeframe,
    @RestQuery String strategy,
    @RestQuery Action action,
    @RestQuery Signal.Status status,
    @RestQuery Instant since,
    @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit,
    @Parameter(description = "next of the page before") @RestQuery Long cursor) {

  /** The condition in the query language of Hibernate; its parameters in order. */
  String where(List<Object> parameters) {
    List<String> conditions = new ArrayList<>();
    add(conditions, parameters, "account =", account);
    add(conditions, parameters, "symbol =", symbol);
    add(conditions, parameters, "timeframe =", timeframe);
    add(conditions, parameters, "strategy =", strategy);
    add(conditions, parameters, "action =", action);
    add(conditions, parameters, "status =", status);
    add(conditions, parameters, "createdAt >=", since);
    add(conditions, parameters, "position <", cursor);
    return conditions.isEmpty() ? "" : String.join(" and ", conditions) + " ";
  }

  private static void add(
      List<String> conditions, List<Object> parameters, String test, Object value) {
    if (value != null) {
      parameters.add(value);
      conditions.add(test + " ?" + parameters.size());
    }
  }
}
