package io.eafix.risk.support;

import io.eafix.testservers.EventSender;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** Sends what the execution engine would have its relay send. */
public final class ExecutionEvents implements AutoCloseable {

  private static final String TOPIC = "trading.orders.executed";

  private final EventSender sender =
      new EventSender(
          ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
          TOPIC,
          "order");

  /** A fill event with an id of its own. */
  public void filled(UUID signal, Map<String, Object> fill) {
    JsonObject body =
        JsonObject.of("orderId", UUID.randomUUID().toString(), "clOrdId", "c", "fill", fill);
    if (signal != null) {
      body.put("signalId", signal.toString());
    }
    send(UUID.randomUUID().toString(), "io.eafix.order.filled.v1", body.encode());
  }

  public void send(String id, String type, String body) {
    sender.send(id, type, body);
  }

  @Override
  public void close() {
    sender.close();
  }
}
