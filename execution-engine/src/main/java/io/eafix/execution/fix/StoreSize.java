package io.eafix.execution.fix;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import quickfix.Session;

/** How large the session's store has grown, as it was last looked at. Decides nothing. */
@ApplicationScoped
class StoreSize {
  private static final Logger LOG = Logger.getLogger(StoreSize.class);

  private final FixConfig config;
  private final MeterRegistry registry;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong messages = new AtomicLong();

  StoreSize(FixConfig config, MeterRegistry registry) {
    this.config = config;
    this.registry = registry;
  }

  /** Makes the metrics known. */
  void watch() {
    Gauge.builder("eafix.fix.store.size", bytes, AtomicLong::doubleValue)
        .description("Bytes of the files of the session's store")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("eafix.fix.store.messages", messages, AtomicLong::doubleValue)
        .description("Messages handed out since the session's last reset")
        .register(registry);
  }

  /** Looks; to be called where reading a directory holds nobody up. */
  void look(Session session) {
    try (Stream<Path> files = Files.list(Path.of(config.storeDirectory()))) {
      bytes.set(files.mapToLong(StoreSize::size).sum());
      messages.set(session.getStore().getNextSenderMsgSeqNum() - 1L);
    } catch (IOException unreadable) {
      LOG.warnf("The FIX store's size is not known: %s", unreadable);
    }
  }

  /** A reset deletes files while they are counted. */
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }
}
