package io.eafix.relay.kafka;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Identity of a lane in Kafka: its transactional id and its key in the positions topic.
 *
 * @param systemIdentifier of the Postgres cluster, so that a new cluster is never taken for an old
 *     one
 * @param generation raised when an operator starts the positions of the lane anew
 */
public record LaneKey(String systemIdentifier, String database, int generation, int lane) {

  /** Key of the lane's markers in the positions topic. */
  public String markerKey() {
    return "%s/%s/%d/%d".formatted(systemIdentifier, database, generation, lane);
  }

  /** Key of the lane's markers as bytes. */
  public byte[] markerKeyBytes() {
    return markerKey().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The generation of a marker's key, if it is one of this lane's.
   *
   * @return -1 if it is of another
   */
  int generationOf(String markerKey) {
    String[] parts = markerKey.split("/");
    int last = parts.length - 1;
    if (last < 2) {
      return -1;
    }
    try {
      int its = Integer.parseInt(parts[last - 1]);
      LaneKey same = new LaneKey(systemIdentifier, database, its, lane);
      return same.markerKey().equals(markerKey) ? its : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Stable over restarts and replicas, so that a new owner fences the former one. */
  public String transactionalId() {
    return "eafix-relay/" + markerKey();
  }

  /**
   * Partition of the lane's markers. Lanes of one source have different ones as far as there are
   * enough, for an open transaction keeps all markers after its own from being read.
   */
  public int partition(int partitions) {
    CRC32 crc = new CRC32();
    crc.update("%s/%s".formatted(systemIdentifier, database).getBytes(StandardCharsets.UTF_8));
    return (int) ((crc.getValue() + lane) % partitions);
  }
}
