package io.eafix.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Programs unpacked from Maven artefacts, kept for the next start under {@code
 * $XDG_CACHE_HOME/eafix} or {@code ~/.cache/eafix}. An entry appears complete or not at all, so any
 * number of JVMs may share it.
 */
public final class BinaryCache {
  private BinaryCache() {}

  /** Fills a directory that is still empty. */
  @FunctionalInterface
  public interface Unpacker {
    void unpackInto(Path directory) throws IOException;
  }

  /**
   * The directory of an entry, unpacked first if it is not there.
   *
   * @param entry name that changes with the content
   * @throws StackException if the disk is full or may not be written
   */
  public static Path directory(String entry, Unpacker unpacker) {
    Path target = root().resolve(entry);
    if (Files.isDirectory(target)) {
      return target;
    }
    try {
      Files.createDirectories(target.getParent());
      Path work = Files.createTempDirectory(target.getParent(), "unpacking-");
      try {
        unpacker.unpackInto(work);
        publish(work, target);
      } finally {
        delete(work);
      }
      return target;
    } catch (IOException e) {
      throw new StackException(
          "cannot unpack "
              + entry
              + " below "
              + root()
              + " ("
              + e.getMessage()
              + "): free some disk space, or point XDG_CACHE_HOME elsewhere",
          e);
    }
  }

  /** Deletes a directory and all below it. */
  public static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void publish(Path work, Path target) throws IOException {
    try {
      Files.move(work, target);
    } catch (IOException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
      // Another JVM was faster with the same content.
    }
  }

  private static Path root() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("eafix");
  }
}
