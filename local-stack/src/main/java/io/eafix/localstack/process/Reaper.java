package io.eafix.localstack.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Ends this JVM's children when the JVM is gone, however it went: also after a SIGKILL, which no
 * shutdown hook sees. A small shell process reads a pipe from this JVM; the kernel closes the pipe
 * with the JVM, and the shell then stops what is left, the newest first, and deletes the
 * directories that were only lent.
 *
 * <p>Thread-safe.
 */
public final class Reaper {
  private static final Object LOCK = new Object();
  private static Process shell;

  private Reaper() {}

  static void watch(long pid, Signal stopSignal) {
    tell("add " + pid + " " + stopSignal.name());
  }

  static void forget(long pid) {
    tell("del " + pid);
  }

  /** Deletes a directory and all below it once this JVM and its children are gone. */
  public static void deleteAfterwards(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    if (absolute.getNameCount() < 2) {
      throw new IllegalArgumentException("refusing to delete " + absolute);
    }
    tell("dir " + absolute);
  }

  private static void tell(String line) {
    synchronized (LOCK) {
      try {
        if (shell == null || !shell.isAlive()) {
          shell = start();
        }
        OutputStream pipe = shell.getOutputStream();
        pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        pipe.flush();
      } catch (IOException e) {
        throw new StackException("cannot start the process that cleans up: is `sh` installed?", e);
      }
    }
  }

  private static Process start() throws IOException {
    try (InputStream script = Reaper.class.getResourceAsStream("reaper.sh")) {
      String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      return new ProcessBuilder(Detached.command(List.of("sh", "-c", text, "eafix-reaper")))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    }
  }
}
