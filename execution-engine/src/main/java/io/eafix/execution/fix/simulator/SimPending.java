package io.eafix.execution.fix.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.SessionID;
import quickfix.field.ClOrdID;
import quickfix.field.ExecType;
import quickfix.field.MsgType;
import quickfix.field.OrdStatus;
import quickfix.field.OrigClOrdID;

/** Cancels and replaces that are neither confirmed nor refused yet; a restart forgets them. */
final class SimPending {
  private final List<Held> held = new ArrayList<>();

  /** One of them. */
  record Held(Message message, SessionID session) {
    String clOrdId() {
      return text(ClOrdID.FIELD);
    }

    String origClOrdId() {
      return text(OrigClOrdID.FIELD);
    }

    private boolean cancels() {
      try {
        return MsgType.ORDER_CANCEL_REQUEST.equals(message.getHeader().getString(MsgType.FIELD));
      } catch (FieldNotFound absent) {
        throw new IllegalStateException(absent);
      }
    }

    /** The state of its order (tag 39) meanwhile. */
    char ordStatus() {
      return cancels() ? OrdStatus.PENDING_CANCEL : OrdStatus.PENDING_REPLACE;
    }

    /** The type (tag 150) of the report that it is pending. */
    char execType() {
      return cancels() ? ExecType.PENDING_CANCEL : ExecType.PENDING_REPLACE;
    }

    private String text(int field) {
      try {
        return message.getString(field);
      } catch (FieldNotFound absent) {
        throw new IllegalStateException(absent);
      }
    }
  }

  synchronized Held hold(Message message, SessionID session) {
    Held one = new Held(message, session);
    held.add(one);
    return one;
  }

  /** What holds up the order of this id, by its own or the order's. */
  synchronized Optional<Held> about(String clOrdId) {
    return held.stream()
        .filter(one -> one.clOrdId().equals(clOrdId) || one.origClOrdId().equals(clOrdId))
        .findFirst();
  }

  /** All of them, which are pending no more. */
  synchronized List<Held> release() {
    List<Held> all = List.copyOf(held);
    held.clear();
    return all;
  }
}
