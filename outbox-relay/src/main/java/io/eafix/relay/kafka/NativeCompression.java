package io.eafix.relay.kafka;

import net.jpountz.lz4.LZ4Factory;
import org.jboss.logging.Logger;

/**
 * Makes LZ4 use its native code, which it does by itself only if the application's class loader is
 * the system's. In Java it is several times slower, and most of what a batch costs.
 */
final class NativeCompression {

  private static final Logger LOG = Logger.getLogger(NativeCompression.class);

  static {
    try {
      LZ4Factory.nativeInstance();
    } catch (LinkageError | AssertionError e) {
      LOG.warnf("LZ4 runs in Java, which is slower: its native code is not loaded, %s", e);
    }
  }

  private NativeCompression() {}

  /** Loads it, once. */
  static void load() {
    // The class is initialised.
  }
}
