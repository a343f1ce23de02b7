package io.eafix.execution.saga;

import io.eafix.execution.api.ExecutionView;
import io.eafix.execution.api.OrderReader;
import io.eafix.execution.api.OrderView;
import io.eafix.execution.intake.CancelIntake;
import io.eafix.execution.intake.OrderIntake;
import io.eafix.execution.intake.Ticket;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderRepository;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.saga.SagaCall;
import io.eafix.idempotency.saga.SagaFence;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * The saga's pivot: execute an order, or see to it that there is none. Both run in the request's
 * transaction behind the saga fence, so an action that comes after its compensation is refused.
 */
@ApplicationScoped
class OrderStep {
  private final SagaFence fence;
  private final OrderIntake intake;
  private final CancelIntake cancels;
  private final OrderRepository orders;
  private final OrderReader reader;
  private final Clock clock;

  OrderStep(
      SagaFence fence,
      OrderIntake intake,
      CancelIntake cancels,
      OrderRepository orders,
      OrderReader reader,
      Clock clock) {
    this.fence = fence;
    this.intake = intake;
    this.cancels = cancels;
    this.orders = orders;
    this.reader = reader;
    this.clock = clock;
  }

  Uni<Ticket> execute(SagaCall call, ExecuteOrder request) {
    return fence.action(
        call,
        () ->
            orders
                .ofSignal(request.signalId())
                .flatMap(
                    earlier -> {
                      earlier.ifPresent(order -> refuseSecond(request, order));
                      Instant now = clock.instant();
                      request.requireInTime(now);
                      return intake.accept(request.terms(now), request.origin());
                    }));
  }

  private static void refuseSecond(ExecuteOrder request, OrderEntity order) {
    throw Problems.unprocessable(
        "signal-already-ordered",
        "Another saga ordered for this signal",
        "signal " + request.signalId() + " made order " + order.id);
  }

  /**
   * The step's result once it is definite.
   *
   * @return true and the result in {@link ExecutionView}'s order if it traded; fails with 422 if it
   *     ended without a fill
   */
  static boolean definite(ExecutionView execution) {
    OrderView order = execution.order();
    if (!order.status().terminal()) {
      return false;
    }
    if (order.filled().signum() == 0) {
      throw Problems.unprocessable(
          "order-not-executed",
          "The order ended without a fill",
          "order " + order.orderId() + " is " + order.status(),
          Map.of(
              "orderId",
              order.orderId(),
              "orderStatus",
              order.status().name(),
              "code",
              order.code() == null ? "no-fill" : order.code(),
              "reason",
              order.text() == null ? "nothing traded" : order.text()));
    }
    return true;
  }

  Uni<Cancelled> cancel(SagaCall call, CancelOrder request) {
    return fence.compensation(call, () -> undo(request), Cancelled::nothing);
  }

  private Uni<Cancelled> undo(CancelOrder request) {
    return orders
        .lockOfSignal(request.signalId())
        .flatMap(
            found ->
                found
                    .map(order -> undo(order, request))
                    .orElseGet(() -> Uni.createFrom().item(Cancelled.nothing())));
  }

  private Uni<Cancelled> undo(OrderEntity order, CancelOrder request) {
    Uni<?> asked =
        order.status.terminal()
            ? Uni.createFrom().voidItem()
            : cancels.cancel(order, request.why());
    return asked.chain(() -> reader.view(order)).map(Cancelled::of);
  }
}
