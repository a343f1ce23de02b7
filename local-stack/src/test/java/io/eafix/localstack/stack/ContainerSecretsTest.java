package io.eafix.localstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerSecretsTest {

  @TempDir Path folder;

  @Test
  void makesDifferentPasswordsForTheOwnerOnly() throws IOException {
    Path file = folder.resolve(".env");
    ContainerSecrets.write(file);
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
    List<String> lines =
        Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList();
    assertEquals(ContainerSecrets.NAMES.size(), lines.size());
    assertEquals(lines.size(), lines.stream().map(line -> line.split("=")[1]).distinct().count());
  }

  @Test
  void neverReplacesPasswordsThatDataDependOn() throws IOException {
    Path file = folder.resolve(".env");
    ContainerSecrets.write(file);
    String before = Files.readString(file);
    assertThrows(StackException.class, () -> ContainerSecrets.write(file));
    assertEquals(before, Files.readString(file));
  }

  @Test
  void namesEveryPasswordOfTheComposeFile() throws IOException {
    String compose = Files.readString(Path.of("..", "docker-compose.yml"));
    Set<String> asked = new TreeSet<>();
    Matcher matcher = Pattern.compile("\\$\\{(EAFIX_[A-Z_]*PASSWORD)").matcher(compose);
    while (matcher.find()) {
      asked.add(matcher.group(1));
    }
    assertTrue(asked.size() > 5);
    assertEquals(new TreeSet<>(ContainerSecrets.NAMES), asked);
  }
}
