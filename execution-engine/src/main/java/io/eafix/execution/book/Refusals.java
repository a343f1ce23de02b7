package io.eafix.execution.book;

import io.eafix.execution.config.ExecutionConfig;
import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.instruction.InstructionState;
import io.eafix.execution.order.OrderEntity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** What a definite refusal of a message does, under the order's lock in the running transaction. */
@ApplicationScoped
public class Refusals {
  private final Booking booking;
  private final ExecutionConfig config;
  private final Clock clock;

  Refusals(Booking booking, ExecutionConfig config, Clock clock) {
    this.booking = booking;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Ends the instruction, and with a new order's the order. A cancel that is refused while its
   * order lives came too late, most often: the order's end is on its way, and the cancel stays in
   * doubt until it shows.
   *
   * @param code short and stable, for programs
   */
  public Uni<Void> refuse(
      OrderEntity order, InstructionEntity instruction, String code, String text) {
    if (instruction.kind == InstructionKind.CANCEL && !order.status.terminal()) {
      instruction.release(InstructionState.IN_DOUBT, config.inDoubt().settleMs(), clock.instant());
      instruction.code = code;
      instruction.text = text;
      return Uni.createFrom().voidItem();
    }
    instruction.close(InstructionState.REFUSED, code, text, clock.instant());
    return instruction.kind == InstructionKind.NEW
        ? booking.refuse(order, code, text)
        : Uni.createFrom().voidItem();
  }
}
