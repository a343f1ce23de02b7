package io.eafix.execution.halt;

import io.eafix.testservers.EventSender;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** Sends what the risk service would have its relay send when its kill switch changes. */
final class RiskSwitch implements AutoCloseable {
  static final String TYPE = "io.eafix.risk.trading-state.v1";

  private final EventSender sender =
      new EventSender(
          configured("kafka.bootstrap.servers"),
          configured("eafix.execution.halt.topic"),
          "one partition");

  private static String configured(String entry) {
    return ConfigProvider.getConfig().getValue(entry, String.class);
  }

  /** The body of a change of an account's setting. */
  static JsonObject change(String account, String state, long version) {
    return JsonObject.of(
        "scope",
        "ACCOUNT",
        "value",
        account,
        "state",
        state,
        "version",
        version,
        "person",
        "R. Officer",
        "reason",
        "odd fills",
        "changedAt",
        "2026-01-05T10:00:00Z",
        "cancelOrders",
        false);
  }

  void set(String account, String state, long version) {
    send(UUID.randomUUID().toString(), TYPE, change(account, state, version).encode());
  }

  /** A day after all others. */
  void setLater(String account, String state, long version) {
    JsonObject change = change(account, state, version).put("changedAt", "2026-01-06T10:00:00Z");
    send(UUID.randomUUID().toString(), TYPE, change.encode());
  }

  void send(String id, String type, String body) {
    sender.send(id, type, body);
  }

  @Override
  public void close() {
    sender.close();
  }
}
