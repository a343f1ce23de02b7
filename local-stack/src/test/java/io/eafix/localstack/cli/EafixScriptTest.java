package io.eafix.localstack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EafixScriptTest {
  private static final Path SCRIPT = Path.of("..", "eafix").toAbsolutePath().normalize();
  private static final String REAL_JAVA = System.getProperty("java.home");

  @TempDir Path folder;

  @BeforeEach
  void copyTheScriptToAFolderWithNothingBuilt() throws IOException {
    Files.copy(SCRIPT, folder.resolve("eafix"));
    Files.writeString(folder.resolve("pom.xml"), "");
    tools("sh", "sed", "head", "dirname", "find", "mkdir", "cat", "tee", "awk", "cp", "tr");
  }

  @Test
  void anOldJavaIsNamedWithWhatToDo() throws Exception {
    Path java = script("jdk8/bin/java", "echo 'openjdk version \"1.8.0_402\"' >&2");
    Run run = run(Map.of("JAVA_HOME", folder.resolve("jdk8").toString()));
    assertEquals(1, run.exit);
    assertEquals(
        "eafix: Java 1.8.0_402 at "
            + java
            + " is too old: install a JDK 17 or newer, or set JAVA_HOME\n",
        run.output);
  }

  @Test
  void aWrongJavaHomeAndAMissingJavaAreNamed() throws Exception {
    Run wrong = run(Map.of("JAVA_HOME", "/nowhere"));
    assertEquals(
        "eafix: JAVA_HOME is /nowhere, which has no bin/java: point it to a JDK 17 or newer\n",
        wrong.output);
    assertEquals(
        "eafix: no Java found: install a JDK 17 or newer, or set JAVA_HOME\n",
        run(Map.of("JAVA_HOME", "")).output);
  }

  @Test
  void aMissingMavenIsNamedIfThereIsSomethingToBuild() throws Exception {
    Run run = run(Map.of("JAVA_HOME", REAL_JAVA));
    assertEquals(1, run.exit);
    assertTrue(run.output.startsWith("eafix: no Maven found to build local-stack "), run.output);
    assertTrue(run.output.endsWith(": install Maven 3.8 or newer, or put mvn on the PATH\n"));
  }

  @Test
  void aBuildThatFailsIsShown() throws Exception {
    script("tools/mvn", "echo '[INFO] Building EAFIX :: X [1/2]'; echo '[ERROR] no'; exit 1");
    Run run = run(Map.of("JAVA_HOME", REAL_JAVA));
    assertEquals(1, run.exit);
    assertTrue(run.output.contains("  EAFIX :: X [1/2]\n[ERROR] no\n"), run.output);
    assertTrue(run.output.contains("eafix: the build failed: see "), run.output);
  }

  private Run run(Map<String, String> environment) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(folder.resolve("tools/sh").toString(), "eafix", "status")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", folder.resolve("tools").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  /** The PATH has what the script may use, and no Java or Maven. */
  private void tools(String... names) throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String name : names) {
      Path tool =
          List.of("/bin", "/usr/bin").stream()
              .map(directory -> Path.of(directory, name))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(tools.resolve(name), tool);
    }
  }

  private Path script(String path, String body) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Run(int exit, String output) {}
}
