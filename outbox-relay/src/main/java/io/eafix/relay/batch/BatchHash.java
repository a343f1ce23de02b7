package io.eafix.relay.batch;

import io.eafix.relay.event.OutboxRow;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * SHA-256 over the events of a batch in their order: id, event id, version and payload, framed by
 * lengths. The other columns cannot differ without these, for rows never change; the digest is
 * there to notice that a batch names other rows than it did.
 */
public final class BatchHash {

  private BatchHash() {}

  /** 32 bytes. */
  public static byte[] of(List<OutboxRow> events) {
    MessageDigest digest = sha256();
    ByteBuffer frame = ByteBuffer.allocate(4 * Long.BYTES + Integer.BYTES);
    for (OutboxRow event : events) {
      frame
          .clear()
          .putLong(event.id())
          .putLong(event.version())
          .putLong(event.eventId().getMostSignificantBits())
          .putLong(event.eventId().getLeastSignificantBits())
          .putInt(event.payload() == null ? -1 : event.payload().length)
          .flip();
      digest.update(frame);
      if (event.payload() != null) {
        digest.update(event.payload());
      }
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }
}
