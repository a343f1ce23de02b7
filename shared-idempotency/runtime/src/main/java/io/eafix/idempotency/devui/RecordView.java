package io.eafix.idempotency.devui;

import io.eafix.idempotency.store.StoreRecord;
import io.eafix.idempotency.store.StoredAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A record as the Dev UI shows it.
 *
 * @param fence in decimal, as a browser's numbers are too short for it
 * @param leaseMillis until the claim ends; 0 unless running
 * @param ttlMillis until the store forgets the record
 * @param answer {@code null} if there is none yet, or only Postgres has it
 */
public record RecordView(
    String key,
    String operation,
    String status,
    String executionId,
    String fence,
    String fingerprint,
    String claimedAt,
    long leaseMillis,
    long ttlMillis,
    Answer answer) {

  /**
   * A stored answer.
   *
   * @param body as text; {@code null} if there is none, or it is none
   */
  public record Answer(int status, Map<String, String> headers, int bodyBytes, String body) {}

  static RecordView of(StoreRecord stored) {
    return new RecordView(
        stored.key(),
        stored.operation(),
        stored.status().name(),
        stored.executionId().toString(),
        Long.toString(stored.fence()),
        stored.fingerprint(),
        stored.claimedAt().toString(),
        stored.leaseRemaining().toMillis(),
        stored.timeToLive().toMillis(),
        stored.answer() == null ? null : answer(stored.answer()));
  }

  private static Answer answer(StoredAnswer answer) {
    return new Answer(answer.status(), answer.headers(), answer.bodyBytes(), text(answer.body()));
  }

  private static String text(byte[] body) {
    if (body == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      // Bytes that are no text are shown by their number only.
      return null;
    }
  }
}
