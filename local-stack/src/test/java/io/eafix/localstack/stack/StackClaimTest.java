package io.eafix.localstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackClaimTest {
  @TempDir Path folder;

  @Test
  void onlyOneStackRunsInAFolder() {
    Layout layout = Layout.kept(folder);
    try (Stack first = claim(layout)) {
      StackException refusal = assertThrows(StackException.class, () -> claim(layout));
      assertEquals(
          "a stack of this folder runs already: see it with ./eafix status, stop it with ./eafix down",
          refusal.getMessage());
      assertEquals(layout, first.layout());
    }
    claim(layout).close();
  }

  @Test
  void servicesThatAreNotBuiltAreNamed() {
    Layout layout = Layout.separate(folder, folder.resolve("stack"));
    try (Stack stack = claim(layout)) {
      StackException refusal =
          assertThrows(StackException.class, () -> stack.startAgain(Component.RISK));
      assertTrue(
          refusal.getMessage().startsWith("risk-service is not built"), refusal.getMessage());
    }
  }

  @Test
  void aFullDiskIsSeenBeforeAnythingStarts() {
    StackException refusal =
        assertThrows(StackException.class, () -> DiskSpace.require(folder, Long.MAX_VALUE));
    assertTrue(refusal.getMessage().contains("free some space"), refusal.getMessage());
  }

  @Test
  void passwordsAreMadeOnceAndKeptFromOthers() throws IOException {
    Path file = folder.resolve("secrets.properties");
    Secrets first = Secrets.in(file, List.of("one", "two"));
    assertNotEquals(first.of("one"), first.of("two"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Secrets second = Secrets.in(file, List.of("one", "two", "three"));
    assertEquals(first.of("one"), second.of("one"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  private static Stack claim(Layout layout) {
    return Stack.claim(layout, PortMap.free(), Venue.PAPER, false, Progress.silent());
  }
}
