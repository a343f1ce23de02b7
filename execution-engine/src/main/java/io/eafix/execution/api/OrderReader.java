package io.eafix.execution.api;

import io.eafix.execution.book.FillStore;
import io.eafix.execution.book.HistoryStore;
import io.eafix.execution.instruction.InstructionRepository;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderFilter;
import io.eafix.execution.order.OrderRepository;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Reads orders for answers. */
@ApplicationScoped
public class OrderReader {
  private final Transactions transactions;
  private final OrderRepository orders;
  private final InstructionRepository instructions;
  private final FillStore fills;
  private final HistoryStore history;

  OrderReader(
      Transactions transactions,
      OrderRepository orders,
      InstructionRepository instructions,
      FillStore fills,
      HistoryStore history) {
    this.transactions = transactions;
    this.orders = orders;
    this.instructions = instructions;
    this.fills = fills;
    this.history = history;
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
                .withOrder(executionId)
                .map(found -> found.orElseThrow(() -> Problems.notFound("execution", executionId)))
                .flatMap(
                    found ->
                        view(found.order())
                            .map(view -> ExecutionView.of(found.instruction(), view))));
  }

  /** Requests about which a person has to decide, the longest waiting first. */
  public Uni<List<ExecutionView>> inReview(int most) {
    return transactions.inTransaction(
        () ->
            instructions
                .inReview(most)
                .flatMap(
                    waiting ->
                        Multi.createFrom()
                            .iterable(waiting)
                            .onItem()
                            .transformToUniAndConcatenate(next -> execution(next.id))
                            .collect()
                            .asList()));
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

  /** Everything that happened to an order; fails with 404 if there is none. */
  public Uni<HistoryView> history(UUID orderId) {
    return transactions.inTransaction(() -> order(orderId).flatMap(this::history));
  }

  private Uni<HistoryView> history(OrderView order) {
    UUID orderId = UUID.fromString(order.orderId());
    return transactions
        .sql()
        .flatMap(sql -> history.ofOrder(sql, orderId))
        .flatMap(
            entries ->
                instructions
                    .ofOrder(orderId)
                    .map(
                        messages ->
                            new HistoryView(
                                order.orderId(),
                                entries,
                                messages.stream().map(HistoryView.Message::of).toList(),
                                order.fills())));
  }

  /** A page of orders, without their fills. */
  public Uni<OrderPage> page(OrderFilter filter) {
    return transactions.inTransaction(
        () ->
            orders
                .page(filter)
                .map(
                    found -> {
                      boolean more = found.size() > filter.limit();
                      List<OrderView> views =
                          found.stream()
                              .limit(filter.limit())
                              .map(order -> OrderView.of(order, null))
                              .toList();
                      return new OrderPage(
                          views, more ? views.get(views.size() - 1).orderId() : null);
                    }));
  }

  /** An order with its fills. */
  public Uni<OrderView> view(OrderEntity order) {
    return transactions
        .sql()
        .flatMap(sql -> fills.ofOrder(sql, order.id))
        .map(booked -> OrderView.of(order, booked));
  }
}
