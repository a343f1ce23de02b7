package io.eafix.localstack.process;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts a command into a session of its own. A Ctrl-C at the terminal reaches every process of the
 * foreground group at once; children outside that group stop when, and in the order, their parent
 * says.
 */
final class Detached {
  private Detached() {}

  static List<String> command(List<String> command) {
    List<String> detached = new ArrayList<>(prefix());
    detached.addAll(command);
    return detached;
  }

  private static List<String> prefix() {
    if (Programs.find("setsid").isPresent()) {
      return List.of("setsid");
    }
    // macOS has no setsid program, but comes with Perl.
    if (Programs.find("perl").isPresent()) {
      return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec {$ARGV[0]} @ARGV");
    }
    return List.of();
  }
}
