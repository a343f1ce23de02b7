package io.eafix.execution.sender;

import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import io.eafix.execution.venue.VenueOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** What a process has claimed of what {@link Leftovers} left. */
final class Claims {
  private Claims() {}

  static Claim of(Leftovers left, InstructionKind kind, long fence) {
    return of(left, kind, fence, 0, null);
  }

  /**
   * @param notFound how often the venue has said that it does not know it
   * @param code as of the instruction
   */
  static Claim of(Leftovers left, InstructionKind kind, long fence, int notFound, String code) {
    VenueOrder order =
        new VenueOrder(
            left.clOrdId(),
            "DEMO",
            "EURUSD",
            Side.BUY,
            OrderType.LIMIT,
            TimeInForce.GTC,
            new BigDecimal("10000"),
            Optional.of(new BigDecimal("1.09")),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH);
    return new Claim(
        left.execution(),
        left.order(),
        kind,
        kind == InstructionKind.NEW ? null : left.clOrdId(),
        fence,
        notFound,
        0,
        1,
        code,
        Instant.EPOCH,
        order);
  }
}
