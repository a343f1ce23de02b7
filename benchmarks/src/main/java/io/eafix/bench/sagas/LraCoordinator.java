package io.eafix.bench.sagas;

import io.eafix.bench.Application;
import io.eafix.bench.BenchServers;
import io.eafix.bench.ForeignBuild;
import io.eafix.localstack.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The Narayana coordinator of long running actions, with its object store as it ships: every change
 * is a file that is synced to the disk. The client does what its participants' filters do: it
 * starts the action, enlists a participant for each step before it calls the step, and closes.
 */
final class LraCoordinator implements Contender {

  private static final int STEPS = 3;
  private static final List<String> STORES =
      List.of(
          "ObjectStoreEnvironmentBean.objectStoreDir",
          "ObjectStoreEnvironmentBean.stateStore.objectStoreDir",
          "ObjectStoreEnvironmentBean.communicationStore.objectStoreDir");

  private final BenchServers servers;
  private final int port = Ports.free();
  private final String url = "http://localhost:" + port + "/lra-coordinator";
  private String participants;

  LraCoordinator(BenchServers servers) {
    this.servers = servers;
  }

  void start(String participantsUrl) throws Exception {
    this.participants = participantsUrl;
    Path folder =
        ForeignBuild.of(servers, "lra-coordinator", "target/quarkus-app/quarkus-run.jar")
            .resolve("target/quarkus-app");
    Path store = servers.directory().resolve("lra-store");
    Application.start(
        servers,
        "lra-coordinator",
        folder,
        STORES.stream().map(property -> "-D" + property + "=" + store).toList(),
        Map.of(
            "QUARKUS_HTTP_HOST",
            "localhost",
            "QUARKUS_HTTP_PORT",
            Integer.toString(port),
            "QUARKUS_LOG_LEVEL",
            "WARN"),
        this::answers);
  }

  private boolean answers() {
    try (Calls calls = new Calls()) {
      calls.send("PUT", start(calls) + "/close", Map.of(), "");
      return true;
    } catch (IOException | IllegalStateException notYet) {
      return false;
    }
  }

  private String start(Calls calls) throws IOException {
    return calls.send("POST", url + "/start?ClientID=bench", Map.of(), "").text().strip();
  }

  @Override
  public String name() {
    return "LRA coordinator";
  }

  @Override
  public void saga(Calls calls) throws Exception {
    String lra = start(calls);
    for (int i = 0; i < STEPS; i++) {
      calls.send("PUT", lra, Map.of("Link", links(participants + "/step" + i)), "");
      calls.send(
          "POST",
          participants + "/step" + i,
          Map.of("Content-Type", "application/json", "Long-Running-Action", lra),
          "{\"n\":1}");
    }
    String status = calls.send("PUT", lra + "/close", Map.of("Accept", "text/plain"), "").text();
    if (!status.contains("Closed")) {
      throw new IllegalStateException(lra + " is " + status);
    }
  }

  private static String links(String participant) {
    return link(participant, "compensate") + "," + link(participant, "complete");
  }

  private static String link(String participant, String relation) {
    return "<%s/%s>; rel=\"%s\"; title=\"%s URI\"; type=\"text/plain\""
        .formatted(participant, relation, relation, relation);
  }
}
