package io.eafix.execution.order;

import static io.eafix.execution.order.OrderStatus.CANCELED;
import static io.eafix.execution.order.OrderStatus.EXPIRED;
import static io.eafix.execution.order.OrderStatus.FILLED;
import static io.eafix.execution.order.OrderStatus.IN_DOUBT;
import static io.eafix.execution.order.OrderStatus.MANUAL_REVIEW;
import static io.eafix.execution.order.OrderStatus.NEW;
import static io.eafix.execution.order.OrderStatus.PARTIALLY_FILLED;
import static io.eafix.execution.order.OrderStatus.PENDING_NEW;
import static io.eafix.execution.order.OrderStatus.REJECTED;
import static io.eafix.execution.order.OrderStatus.SENT;
import static io.eafix.execution.order.OrderTrigger.ACKNOWLEDGE;
import static io.eafix.execution.order.OrderTrigger.CANCEL;
import static io.eafix.execution.order.OrderTrigger.EXPIRE;
import static io.eafix.execution.order.OrderTrigger.FULL_FILL;
import static io.eafix.execution.order.OrderTrigger.GIVE_UP;
import static io.eafix.execution.order.OrderTrigger.LOSE_TRACK;
import static io.eafix.execution.order.OrderTrigger.PART_FILL;
import static io.eafix.execution.order.OrderTrigger.REFUSE;
import static io.eafix.execution.order.OrderTrigger.REPLACE;
import static io.eafix.execution.order.OrderTrigger.SEND;
import static io.eafix.execution.order.OrderTrigger.UNSEND;
import static io.eafix.execution.order.OrderTrigger.WITHDRAW;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one table of legal moves. The database holds a copy that a trigger enforces ({@code
 * R__order_transitions.sql}), and {@code docs/order-states.md} of this module prints it; tests keep
 * the three equal.
 *
 * <p>Evidence beats memory: a fill is booked in every state, since the venue's word that it traded
 * is true even when the engine believed the order cancelled, refused or never sent. A row that
 * leads to its own state accepts evidence that is late or known already.
 */
public final class OrderTransitions {
  private static final Map<OrderStatus, Map<OrderTrigger, OrderStatus>> TABLE =
      new EnumMap<>(OrderStatus.class);

  static {
    from(PENDING_NEW)
        .on(SEND, SENT)
        .on(WITHDRAW, CANCELED)
        .on(REFUSE, REJECTED)
        // Only after a restore from a backup can the venue know more than this row.
        .on(ACKNOWLEDGE, NEW)
        .on(PART_FILL, PARTIALLY_FILLED)
        .on(FULL_FILL, FILLED)
        .on(CANCEL, CANCELED)
        .on(EXPIRE, EXPIRED);
    from(SENT).evidence().on(UNSEND, PENDING_NEW).on(LOSE_TRACK, IN_DOUBT);
    from(NEW).evidence().on(REPLACE, NEW).on(GIVE_UP, MANUAL_REVIEW);
    from(PARTIALLY_FILLED)
        .on(ACKNOWLEDGE, PARTIALLY_FILLED)
        .on(PART_FILL, PARTIALLY_FILLED)
        .on(FULL_FILL, FILLED)
        .on(CANCEL, CANCELED)
        .on(EXPIRE, EXPIRED)
        .on(REPLACE, PARTIALLY_FILLED)
        .on(GIVE_UP, MANUAL_REVIEW);
    from(IN_DOUBT)
        .evidence()
        // Only when the venue has promised never to accept what was sent.
        .on(UNSEND, PENDING_NEW)
        .on(GIVE_UP, MANUAL_REVIEW);
    from(MANUAL_REVIEW).evidence().on(LOSE_TRACK, IN_DOUBT);
    // A venue may grow what it has filled; a replace that leaves nothing open is a full fill.
    from(FILLED).closed().on(REPLACE, PARTIALLY_FILLED);
    from(CANCELED).closed().on(REPLACE, CANCELED);
    from(EXPIRED).closed().on(REPLACE, EXPIRED);
    from(REJECTED).evidence();
  }

  private OrderTransitions() {}

  static Optional<OrderStatus> target(OrderStatus from, OrderTrigger trigger) {
    return Optional.ofNullable(TABLE.get(from).get(trigger));
  }

  /** Every legal move, in the order of the enums. */
  public static List<Move> moves() {
    return TABLE.entrySet().stream()
        .flatMap(
            row ->
                row.getValue().entrySet().stream()
                    .map(cell -> new Move(row.getKey(), cell.getKey(), cell.getValue())))
        .toList();
  }

  /** One legal move. */
  public record Move(OrderStatus from, OrderTrigger trigger, OrderStatus to) {}

  private static Row from(OrderStatus from) {
    return new Row(from, TABLE.computeIfAbsent(from, key -> new EnumMap<>(OrderTrigger.class)));
  }

  private record Row(OrderStatus from, Map<OrderTrigger, OrderStatus> cells) {
    Row on(OrderTrigger trigger, OrderStatus to) {
      if (cells.put(trigger, to) != null) {
        throw new IllegalStateException("Two targets for " + trigger);
      }
      return this;
    }

    Row evidence() {
      return on(ACKNOWLEDGE, NEW)
          .on(PART_FILL, PARTIALLY_FILLED)
          .on(FULL_FILL, FILLED)
          .on(REFUSE, REJECTED)
          .on(CANCEL, CANCELED)
          .on(EXPIRE, EXPIRED);
    }

    Row closed() {
      return on(ACKNOWLEDGE, from)
          .on(PART_FILL, from)
          .on(FULL_FILL, FILLED)
          .on(REFUSE, from)
          .on(CANCEL, from)
          .on(EXPIRE, from);
    }
  }
}
