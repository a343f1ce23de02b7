package io.eafix.relay.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.relay.batch.Batch;
import java.io.IOException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What a lane's newest committed Kafka transaction says of itself in the positions topic.
 *
 * @param hash hex digest of the batch's events
 */
public record Marker(int lane, long batch, UUID claimId, int count, String hash, long epoch) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The marker of a batch. */
  public static Marker of(Batch batch) {
    return new Marker(
        batch.lane(),
        batch.batchNo(),
        batch.claimId(),
        batch.eventCount(),
        HexFormat.of().formatHex(batch.hash()),
        batch.epoch());
  }

  /** Whether this is the marker of that very batch; the epoch may differ, if it was sent again. */
  public boolean matches(Batch batch) {
    return this.batch == batch.batchNo()
        && claimId.equals(batch.claimId())
        && count == batch.eventCount()
        && hash.equals(HexFormat.of().formatHex(batch.hash()));
  }

  byte[] toBytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Marker of(byte[] bytes) {
    try {
      return JSON.readValue(bytes, Marker.class);
    } catch (IOException e) {
      throw new KafkaStepException("a marker in the positions topic cannot be read", e);
    }
  }
}
