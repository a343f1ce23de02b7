package io.eafix.localstack.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReaperTest {
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void childrenAndLentDirectoriesGoWithAParentThatWasKilled() throws IOException {
    Path lent = Files.createDirectories(folder.resolve("lent/deep")).getParent();
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString(),
                lent.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ProcessHandle child = ProcessHandle.of(childOf(parent)).orElseThrow();
    assertTrue(child.isAlive());
    parent.destroyForcibly();
    assertTrue(Waiting.until(A_WHILE, () -> !child.isAlive()), "the child outlives its parent");
    assertTrue(Waiting.until(A_WHILE, () -> !Files.exists(lent)), "the directory is still there");
  }

  @Test
  void aStoppedChildIsForgottenAndOthersLive() {
    ChildProcess one = sleeper(folder);
    ChildProcess two = sleeper(folder);
    one.stop(A_WHILE);
    assertFalse(one.isAlive());
    assertTrue(two.isAlive());
    two.pause();
    two.stop(A_WHILE);
    assertFalse(two.isAlive(), "a paused process must stop too");
  }

  private static long childOf(Process parent) throws IOException {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      return Long.parseLong(output.readLine());
    }
  }

  private static ChildProcess sleeper(Path folder) {
    return ChildProcess.start(
        new ProcessSpec(
            "sleeper",
            List.of("sleep", "600"),
            Map.of(),
            folder,
            folder.resolve("sleeper.log"),
            Signal.TERM));
  }

  /** A JVM that starts a child, tells its process id and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) {
      Reaper.deleteAfterwards(Path.of(arguments[1]));
      System.out.println(sleeper(Path.of(arguments[0])).pid());
      Waiting.until(Duration.ofMinutes(10), () -> false);
    }
  }
}
