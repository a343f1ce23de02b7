package io.eafix.localstack.postgres;

import io.eafix.localstack.process.Programs;
import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Postgres refuses to run as root. For root its programs run in a user namespace, where root is
 * nobody but still owns its files; where the kernel forbids that (as in many containers) they run
 * as the user nobody, who is given the data directory.
 */
final class Unprivileged {
  private static final long RUN_SECONDS_MAX = 60;
  private static final String NOBODY = "65534";

  private Unprivileged() {}

  /** The command as it must be run by this user so that the data directory can be used. */
  static List<String> command(Path data, List<String> command) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return command;
    }
    if (Programs.find("unshare").isPresent() && succeeds(List.of("unshare", "-U", "true"))) {
      return prefixed(List.of("unshare", "-U"), command);
    }
    if (Programs.find("setpriv").isPresent()
        && succeeds(List.of("chown", "-R", NOBODY + ":" + NOBODY, data.toString()))) {
      return prefixed(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), command);
    }
    throw new StackException(
        "Postgres does not run as root here: start as another user, or install util-linux");
  }

  private static List<String> prefixed(List<String> prefix, List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return whole;
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(RUN_SECONDS_MAX, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
