package io.eafix.execution.book;

import io.eafix.execution.order.OrderEntity;
import io.eafix.idempotency.outbox.OutboxEvent;
import io.eafix.idempotency.outbox.OutboxWriter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What the engine tells the world about orders, written with the change itself. */
@ApplicationScoped
class OrderEvents {
  static final String EXECUTED = "trading.orders.executed";
  static final String REJECTED = "trading.orders.rejected";

  private static final String FILLED_TYPE = "io.eafix.order.filled.v1";
  private static final String REJECTED_TYPE = "io.eafix.order.rejected.v1";

  private final OutboxWriter outbox;

  OrderEvents(OutboxWriter outbox) {
    this.outbox = outbox;
  }

  /** Payload of {@code io.eafix.order.filled.v1}. */
  record Filled(String orderId, String signalId, String clOrdId, FillView fill) {}

  /** Payload of {@code io.eafix.order.rejected.v1}. */
  record Rejected(
      String orderId,
      String signalId,
      String clOrdId,
      String account,
      String symbol,
      String code,
      String text) {}

  Uni<Void> filled(OrderEntity order, String clOrdId, FillView fill) {
    return write(
        order,
        EXECUTED,
        FILLED_TYPE,
        new Filled(order.id.toString(), order.signalId, clOrdId, fill));
  }

  Uni<Void> rejected(OrderEntity order) {
    return write(
        order,
        REJECTED,
        REJECTED_TYPE,
        new Rejected(
            order.id.toString(),
            order.signalId,
            order.clOrdId,
            order.account,
            order.symbol,
            order.code,
            order.text));
  }

  private Uni<Void> write(OrderEntity order, String topic, String type, Object payload) {
    return outbox.write(
        OutboxEvent.builder()
            .topic(topic)
            .type(type)
            .aggregateType("order")
            .aggregateId(order.id.toString())
            .payload(payload)
            .build());
  }
}
