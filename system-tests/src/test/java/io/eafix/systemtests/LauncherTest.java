package io.eafix.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.BinaryCache;
import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Layout;
import io.eafix.localstack.stack.PortMap;
import io.eafix.localstack.stack.RunRegistry;
import io.eafix.localstack.stack.RunningProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The launcher as a process of its own, in a folder of its own. */
@Timeout(600)
class LauncherTest {
  /** All but the FIX simulator, which a stack with the paper venue does not need. */
  private static final int COMPONENTS = Component.values().length - 1;

  private static final Duration UP_TIMEOUT = Duration.ofSeconds(240);
  private static final Duration GONE_TIMEOUT = Duration.ofSeconds(60);

  private final Path folder = Path.of("target", "launcher").toAbsolutePath();
  private final PortMap ports = PortMap.free();
  private Process up;

  @BeforeEach
  void makeAFolderWithTheBuiltServices() throws IOException {
    BinaryCache.delete(folder);
    Files.createDirectories(folder);
    Path repository = Path.of(System.getProperty("eafix.home", "..")).toRealPath();
    for (Component service : Component.SERVICES) {
      Files.createSymbolicLink(
          folder.resolve(service.label()), repository.resolve(service.label()));
    }
  }

  @AfterEach
  void end() {
    if (up != null) {
      up.destroyForcibly();
    }
  }

  @Test
  void upStatusDownAndAKilledLauncherLeaveNoProcessBehind() throws Exception {
    assertEquals("nothing runs; start it with ./eafix up\n", run(1, "status"));
    assertEquals("nothing runs\n", run(0, "down"));

    List<RunningProcess> first = up();
    String status = run(0, "status");
    for (RunningProcess process : first) {
      assertTrue(status.contains(process.name()), status);
      assertTrue(status.contains(" " + process.identity().pid() + " "), status);
    }
    assertTrue(run(1, "up").startsWith("eafix: a stack of this folder runs already: "));
    HttpResponse<InputStream> watched = watchSagas();
    assertTrue(run(0, "down").endsWith("stopped\n"));
    assertGone(first);
    watched.body().transferTo(OutputStream.nullOutputStream()); // fails if it was cut off
    assertTrue(up.waitFor(GONE_TIMEOUT.toSeconds(), TimeUnit.SECONDS));

    List<RunningProcess> second = up();
    up.destroyForcibly().waitFor();
    assertGone(second);
    assertEquals("nothing runs\n", run(0, "down"));
  }

  /** A stream that only a stopping orchestrator ends. */
  private HttpResponse<InputStream> watchSagas() throws Exception {
    HttpRequest events =
        HttpRequest.newBuilder(URI.create(ports.url(Component.SAGAS) + "/sagas/events")).build();
    HttpResponse<InputStream> watched =
        HttpClient.newHttpClient().send(events, BodyHandlers.ofInputStream());
    assertEquals(200, watched.statusCode());
    return watched;
  }

  private List<RunningProcess> up() throws IOException {
    up = start("up", upLog());
    RunRegistry registry = new RunRegistry(Layout.kept(folder));
    boolean ready =
        Waiting.until(
            UP_TIMEOUT, () -> registry.running().size() == COMPONENTS && says("EAFIX is up"));
    assertTrue(ready, () -> "not up: " + output());
    return registry.running();
  }

  private static void assertGone(List<RunningProcess> processes) {
    assertTrue(
        Waiting.until(
            GONE_TIMEOUT, () -> processes.stream().allMatch(process -> process.find().isEmpty())),
        () -> "still running: " + processes);
  }

  private String run(int exit, String command) throws IOException, InterruptedException {
    Path log = folder.resolve(command + "-once.out");
    Process process = start(command, log);
    assertTrue(process.waitFor(GONE_TIMEOUT.toSeconds() * 2, TimeUnit.SECONDS));
    String output = Files.readString(log);
    assertEquals(exit, process.exitValue(), output);
    return output;
  }

  private Process start(String command, Path log) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Deafix.home=" + folder);
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of("io.eafix.localstack.cli.Eafix", command));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    for (Component component : Component.values()) {
      builder.environment().put(component.portVariable(), Integer.toString(ports.of(component)));
    }
    return builder.start();
  }

  private boolean says(String text) {
    return output().contains(text);
  }

  private String output() {
    try {
      return Files.readString(upLog(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private Path upLog() {
    return folder.resolve("up.out");
  }
}
