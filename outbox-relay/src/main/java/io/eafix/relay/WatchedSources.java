package io.eafix.relay;

import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.config.SourceConfig;
import io.eafix.relay.config.SourcesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps the sources of a relay as the configuration and the watched file list them. The file is
 * read again at intervals, since files that are mounted into containers tell nobody of a change.
 *
 * <p>A file that is missing or wrong changes nothing: the sources stay as they were until it is
 * right again, so that a slip of an editor stops no publishing. To list none, let it be empty.
 */
public final class WatchedSources implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(WatchedSources.class);

  private final Relay relay;
  private final Map<String, SourceConfig> fixed;
  private final RelayConfig.WatchedSources config;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "relay-sources");
            thread.setDaemon(true);
            return thread;
          });
  private String applied = "";
  private volatile String trouble;

  /** For a relay without sources yet. */
  public WatchedSources(Relay relay, RelayConfig config) {
    this.relay = relay;
    this.fixed = config.sources();
    this.config = config.watchedSources();
  }

  /** Adds the configured sources and begins to watch. */
  public void start() {
    apply(fixed);
    config
        .file()
        .ifPresent(
            file ->
                timer.scheduleWithFixedDelay(
                    () -> look(file), 0, config.interval().toMillis(), TimeUnit.MILLISECONDS));
  }

  /** What is wrong with the file, if anything is. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private void look(Path file) {
    try {
      String text = Files.readString(file);
      if (!text.equals(applied)) {
        Map<String, SourceConfig> wanted = new HashMap<>(fixed);
        wanted.putAll(SourcesFile.parse(text));
        apply(wanted);
        applied = text;
      }
      trouble = null;
    } catch (IOException | IllegalArgumentException e) {
      wrong(file, e);
    } catch (RuntimeException e) {
      LOG.errorf(e, "sources file %s fails by a defect and is tried again", file);
    }
  }

  private void wrong(Path file, Exception e) {
    String sentence =
        "%s is not applied, sources stay as they were: %s"
            .formatted(file, e instanceof IOException ? e.toString() : e.getMessage());
    if (!sentence.equals(trouble)) {
      LOG.error(sentence);
    }
    trouble = sentence;
  }

  private void apply(Map<String, SourceConfig> wanted) {
    Map<String, SourceConfig> present = new HashMap<>();
    relay.sources().forEach(source -> present.put(source.name(), source.config()));
    for (String name : new TreeSet<>(present.keySet())) {
      SourceConfig now = wanted.get(name);
      if (now == null || !isSame(now, present.get(name))) {
        LOG.infof("source %s is removed", name);
        relay.remove(name);
      }
    }
    wanted.forEach(relay::add);
  }

  private static boolean isSame(SourceConfig a, SourceConfig b) {
    return a.host().equals(b.host())
        && a.port() == b.port()
        && a.database().equals(b.database())
        && a.user().equals(b.user())
        && a.password().equals(b.password());
  }

  /** Watches no longer; the sources stay. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      timer.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
