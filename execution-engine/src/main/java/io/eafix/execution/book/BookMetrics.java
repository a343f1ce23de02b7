package io.eafix.execution.book;

import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderProgress;
import io.eafix.execution.order.OrderStatus;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Counters of what is booked. They count attempts of transactions, which may roll back and run
 * again: for exact figures ask the database.
 */
@ApplicationScoped
class BookMetrics {
  private final MeterRegistry registry;

  BookMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void filled(OrderEntity order, OrderProgress after) {
    registry.counter("eafix.orders.fills", "venue", order.venue).increment();
    if (after.overfilled()) {
      registry.counter("eafix.orders.overfills", "venue", order.venue).increment();
    }
  }

  void foreignAccount(OrderEntity order) {
    registry.counter("eafix.orders.fills.foreign", "venue", order.venue).increment();
  }

  void missing(OrderEntity order) {
    registry.counter("eafix.orders.fills.missing", "venue", order.venue).increment();
  }

  void filledShort(OrderEntity order) {
    registry.counter("eafix.orders.filled.short", "venue", order.venue).increment();
  }

  void moved(OrderEntity order, OrderStatus from) {
    registry
        .counter(
            "eafix.orders.moves",
            "venue",
            order.venue,
            "from",
            from.name(),
            "to",
            order.status.name())
        .increment();
  }
}
