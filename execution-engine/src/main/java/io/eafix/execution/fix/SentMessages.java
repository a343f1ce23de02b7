package io.eafix.execution.fix;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import quickfix.FieldConvertError;
import quickfix.MessageUtils;
import quickfix.Session;
import quickfix.field.ClOrdID;
import quickfix.field.MsgSeqNum;
import quickfix.field.MsgType;
import quickfix.field.SendingTime;
import quickfix.field.converter.UtcTimestampConverter;

/**
 * What our side of a session has ever handed out. The session writes a message to its store, synced
 * to disk, before the first byte of it leaves; so what is not in a store without a hole never left.
 */
final class SentMessages {
  private static final int CHUNK = 500;

  private final SharedStore store;

  SentMessages(SharedStore store) {
    this.store = store;
  }

  /** What a session has handed out. */
  static SentMessages of(Session session) {
    return new SentMessages(SharedStore.of(session));
  }

  /**
   * True if the store proves that no byte of a message left: it has everything since before the
   * message could have been sent, and not this. False if it is there, or the store is too young,
   * was reset since, has a hole, or holds too much to search.
   *
   * @param since when it could have been sent at the earliest, by the clock of this machine
   * @param searchMax so many messages back, and the search ends
   */
  boolean provesAbsence(String clOrdId, Instant since, int searchMax) throws IOException {
    if (store.since().isAfter(since)) {
      return false;
    }
    int end = store.getNextSenderMsgSeqNum() - 1;
    for (int to = end; to >= 1 && end - to < searchMax; to -= CHUNK) {
      List<String> chunk = read(Math.max(1, to - CHUNK + 1), to);
      if (chunk.isEmpty() || chunk.stream().anyMatch(message -> clOrdId.equals(id(message)))) {
        return false;
      }
      // Not the store's age alone: a crash in the middle of a reset leaves the old one.
      if (sendingTime(chunk.get(0)).isBefore(since)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A message that was handed out.
   *
   * @param type its type (tag 35)
   * @param clOrdId of what it asks the venue to do; null if it asks for nothing, as a question
   */
  record Sent(String type, String clOrdId) {}

  /** The message with this sequence number; null if there is none. */
  Sent at(int sequence) throws IOException {
    List<String> found = read(sequence, sequence);
    return found.isEmpty()
        ? null
        : new Sent(MessageUtils.getStringField(found.get(0), MsgType.FIELD), id(found.get(0)));
  }

  /** These messages, or nothing if one of them is missing. */
  private List<String> read(int from, int to) throws IOException {
    List<String> messages = new ArrayList<>();
    store.get(from, to, messages);
    for (int i = 0; i < messages.size(); i++) {
      String number = MessageUtils.getStringField(messages.get(i), MsgSeqNum.FIELD);
      if (!Integer.toString(from + i).equals(number)) {
        return List.of();
      }
    }
    return messages.size() == to - from + 1 ? messages : List.of();
  }

  /** The id of what a message asks the venue to do; null if it asks for nothing, as a question. */
  private static String id(String message) {
    String type = MessageUtils.getStringField(message, MsgType.FIELD);
    return MsgType.ORDER_STATUS_REQUEST.equals(type)
        ? null
        : MessageUtils.getStringField(message, ClOrdID.FIELD);
  }

  private static Instant sendingTime(String message) throws IOException {
    String text = MessageUtils.getStringField(message, SendingTime.FIELD);
    try {
      return UtcTimestampConverter.convertToLocalDateTime(text).toInstant(ZoneOffset.UTC);
    } catch (FieldConvertError unreadable) {
      throw new IOException("A stored message has no readable sending time: " + text, unreadable);
    }
  }
}
