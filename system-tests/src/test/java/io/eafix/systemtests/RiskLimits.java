package io.eafix.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eafix.localstack.stack.Component;

/** The limits of the demonstration account in its symbol, as an officer changes them. */
final class RiskLimits {
  private final String url;

  private RiskLimits(String url) {
    this.url = url;
  }

  static RiskLimits of(RunningEafix eafix) {
    return new RiskLimits(eafix.url(Component.RISK) + "/limits/accounts/DEMO/symbols/EURUSD");
  }

  void setPositionMax(String quantity) {
    JsonNode now = Http.get(url);
    ObjectNode limits = now.get("limits").deepCopy();
    limits.put("positionMax", quantity);
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("expectedVersion", now.get("version").intValue());
    request.set("limits", limits);
    request.put("person", "R. Officer");
    request.put("reason", "room for one order");
    Http.put(url, "position-max-" + quantity, request);
  }
}
