package io.eafix.relay.kafka;

/**
 * How many copies there are of something whose loss would break the promise.
 *
 * @param what it is
 * @param setting that says how many copies an acknowledged write has
 * @param brokers of the cluster; a single one can keep no second copy
 * @param replicas copies that are kept
 * @param inSyncMin copies that an acknowledged write has at least
 */
record Durability(String what, String setting, int brokers, int replicas, int inSyncMin) {

  /**
   * Checks that one broker's loss loses nothing, as far as there are others.
   *
   * @throws SetupException if not, or if nothing could be written at all
   */
  void require() {
    if (inSyncMin > replicas) {
      throw new SetupException(
          "%s has %d replicas but %s=%d: nothing can be written; lower it or add replicas"
              .formatted(what, replicas, setting, inSyncMin));
    }
    if (brokers > 1 && replicas < 2) {
      throw new SetupException(
          "%s has a single replica on a cluster of %d brokers: add replicas, or it is lost with its broker"
              .formatted(what, brokers));
    }
    if (replicas > 1 && inSyncMin < 2) {
      throw new SetupException(
          "%s has %s=%d: set it to 2 or more, or what is acknowledged can be lost with one broker"
              .formatted(what, setting, inSyncMin));
    }
  }
}
