package io.eafix.execution.api;

import io.eafix.execution.book.FillStore;
import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionRepository;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderRepository;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Reads orders for answers. */
@ApplicationScoped
public class OrderReader {
  private final Transactions transactions;
  private final OrderRepository orders;
  private final InstructionRepository instructions;
  private final FillStore fills;

  OrderReader(
      Transactions transactions,
      OrderRepository orders,
      InstructionRepository instructions,
      FillStore fills) {
    this.transactions = transactions;
    this.orders = orders;
    this.instructions = instructions;
    this.fills = fills;
  }

  /**
   * What became of a request; fails with 404 if there was none.
   *
   * @param executionId as in the request's answer
   */
  public Uni<ExecutionView> execution(UUID executionId) {
    return transactions.inTransaction(
        () ->
            instructions
                .findById(executionId)
                .onItem()
                .ifNull()
                .failWith(() -> Problems.notFound("execution", executionId))
                .flatMap(this::execution));
  }

  private Uni<ExecutionView> execution(InstructionEntity instruction) {
    return orders
        .findById(instruction.orderId)
        .flatMap(this::view)
        .map(view -> ExecutionView.of(instruction, view));
  }

  /** One order with its fills; fails with 404 if there is none. */
  public Uni<OrderView> order(UUID orderId) {
    return transactions.inTransaction(
        () ->
            orders
                .findById(orderId)
                .onItem()
                .ifNull()
                .failWith(() -> Problems.notFound("order", orderId))
                .flatMap(this::view));
  }

  /** An order with its fills. */
  public Uni<OrderView> view(OrderEntity order) {
    return transactions
        .sql()
        .flatMap(sql -> fills.ofOrder(sql, order.id))
        .map(booked -> OrderView.of(order, booked));
  }
}
