package io.eafix.execution.api;

import io.eafix.execution.book.FillView;
import io.eafix.execution.book.HistoryStore;
import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.instruction.InstructionState;
import java.time.Instant;
import java.util.List;

/** Everything that happened to an order: its moves, its messages, its fills. */
public record HistoryView(
    String orderId,
    List<HistoryStore.Entry> history,
    List<Message> messages,
    List<FillView> fills) {

  /** One message to the venue. */
  public record Message(
      String executionId,
      InstructionKind kind,
      String clOrdId,
      InstructionState state,
      int sends,
      int notFound,
      int unanswered,
      Instant sentAt,
      String code,
      String text,
      Instant createdAt) {
    static Message of(InstructionEntity instruction) {
      return new Message(
          instruction.id.toString(),
          instruction.kind,
          instruction.clOrdId,
          instruction.state,
          instruction.sends,
          instruction.notFound,
          instruction.unanswered,
          instruction.sentAt,
          instruction.code,
          instruction.text,
          instruction.createdAt);
    }
  }
}
