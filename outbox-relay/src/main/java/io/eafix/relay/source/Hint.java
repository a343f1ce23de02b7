package io.eafix.relay.source;

import io.eafix.relay.batch.Lane;
import java.util.BitSet;

/**
 * What a notification says: the virtual shards that were written. One that names none, or that
 * cannot be read, concerns every lane, since a needless look costs little.
 */
record Hint(BitSet shards) {

  private static final int SHARD_MAX = 255;

  /**
   * Never fails.
   *
   * @param payload shard numbers separated by commas
   */
  static Hint parse(String payload) {
    BitSet shards = new BitSet();
    if (payload != null && !payload.isEmpty()) {
      for (String number : payload.split(",", SHARD_MAX + 2)) {
        int shard = number(number);
        if (shard < 0) {
          return new Hint(new BitSet());
        }
        shards.set(shard);
      }
    }
    return new Hint(shards);
  }

  boolean concerns(Lane lane) {
    int next = shards.nextSetBit(lane.shardFrom());
    return shards.isEmpty() || next >= 0 && next <= lane.shardTo();
  }

  private static int number(String text) {
    try {
      int shard = Integer.parseInt(text);
      return shard <= SHARD_MAX ? shard : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
