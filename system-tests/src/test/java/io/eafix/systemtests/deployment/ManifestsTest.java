package io.eafix.systemtests.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests that the build wrote, as docs/operations.md promises them. */
class ManifestsTest {
  private static final Path HOME = Path.of(System.getProperty("eafix.home"));

  @ParameterizedTest
  @CsvSource({
    "signal-service, 8081",
    "risk-service, 8082",
    "execution-engine, 8083",
    "saga-orchestrator, 8084",
    "outbox-relay, 8085"
  })
  void eachServiceIsProbedLimitedAndUnprivileged(String service, int port) throws IOException {
    JsonNode deployment = manifest(service, "Deployment");
    assertEquals(2, deployment.at("/spec/replicas").asInt());
    JsonNode pod = deployment.at("/spec/template/spec");
    assertFalse(pod.has("initContainers"));
    assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean());
    assertEquals(1, pod.get("containers").size());
    JsonNode container = pod.at("/containers/0");
    assertEquals("docker.io/eafix/" + service + ":1.0.0-SNAPSHOT", container.get("image").asText());
    assertTrue(container.at("/securityContext/readOnlyRootFilesystem").asBoolean());
    assertFalse(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true));
    assertEquals("512Mi", container.at("/resources/limits/memory").asText());
    assertEquals("eafix", container.at("/envFrom/0/configMapRef/name").asText());
    assertEquals("eafix-" + service, container.at("/envFrom/1/secretRef/name").asText());
    for (String probe : new String[] {"livenessProbe", "readinessProbe", "startupProbe"}) {
      assertEquals(port, container.at("/" + probe + "/httpGet/port").asInt(), probe);
    }
    assertEquals(
        port, manifest(service, "Service").at("/spec/ports/0/targetPort").asInt(), "target port");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "signal-service",
        "risk-service",
        "execution-engine",
        "saga-orchestrator",
        "outbox-relay"
      })
  void theDisruptionBudgetSelectsTheServicesPods(String service) throws IOException {
    JsonNode budget = manifest(service, "PodDisruptionBudget");
    assertEquals(1, budget.at("/spec/maxUnavailable").asInt());
    JsonNode labels = manifest(service, "Deployment").at("/spec/template/metadata/labels");
    JsonNode selected = budget.at("/spec/selector/matchLabels");
    assertFalse(selected.isEmpty());
    selected
        .fields()
        .forEachRemaining(
            label -> assertEquals(label.getValue(), labels.get(label.getKey()), label.getKey()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"signal-service", "risk-service", "execution-engine", "saga-orchestrator"})
  void eachServicesKeysAreThoseThatItsRedisUserMaySee(String service) throws IOException {
    Properties properties = new Properties();
    properties.load(
        new StringReader(
            Files.readString(
                HOME.resolve(service).resolve("src/main/resources/application.properties"))));
    assertEquals(service, properties.getProperty("quarkus.application.name"));
    assertEquals(
        "eafix:idempotency:${quarkus.application.name}",
        properties.getProperty("eafix.idempotency.redis.key-prefix"));
    assertTrue(
        Files.readString(HOME.resolve("docs/operations.md"))
            .contains("~eafix:idempotency:risk-service:*"));
  }

  /** All pools of a replica together. */
  @ParameterizedTest
  @CsvSource({
    "signal-service, 18 for each signal and risk replica",
    "risk-service, 18 for each signal and risk replica",
    "execution-engine, 34 for an execution-engine",
    "saga-orchestrator, 20 for an orchestrator"
  })
  void theGuideCountsTheConnectionsOfAReplica(String service, String promise) throws IOException {
    String properties =
        Files.readString(
            HOME.resolve(service).resolve("src/main/resources/application.properties"));
    Matcher sizes = Pattern.compile("(?m)^quarkus\\..*\\.max-size=(\\d+)$").matcher(properties);
    int connections = 0;
    while (sizes.find()) {
      connections += Integer.parseInt(sizes.group(1));
    }
    assertEquals(Integer.parseInt(promise.split(" ")[0]), connections);
    assertTrue(Files.readString(HOME.resolve("docs/operations.md")).contains(promise), promise);
  }

  @Test
  void theConfigMapAndTheSecretsGiveEveryVariableThatTheServicesRequire() throws IOException {
    JsonNode map = read(HOME.resolve("kubernetes/eafix.yml"), "ConfigMap").get("data");
    String guide = Files.readString(HOME.resolve("docs/operations.md"));
    for (String variable : required()) {
      assertTrue(map.has(variable) || guide.contains(variable + "="), variable);
    }
  }

  /** What an application asks for without a default, or with one that is right on loopback only. */
  private static Set<String> required() throws IOException {
    Set<String> variables = new TreeSet<>();
    Pattern pattern =
        Pattern.compile("\\$\\{(EAFIX_[A-Z_]+)(?:}|:(?:localhost|15432|[a-z]+://localhost))");
    for (String service :
        Set.of(
            "signal-service",
            "risk-service",
            "execution-engine",
            "saga-orchestrator",
            "outbox-relay")) {
      Matcher matcher =
          pattern.matcher(
              Files.readString(
                  HOME.resolve(service).resolve("src/main/resources/application.properties")));
      while (matcher.find()) {
        variables.add(matcher.group(1));
      }
    }
    // Only with EAFIX_FIX=true.
    variables.remove("EAFIX_FIX_HOST");
    return variables;
  }

  private static JsonNode manifest(String service, String kind) throws IOException {
    return read(HOME.resolve(service).resolve("target/kubernetes/kubernetes.yml"), kind);
  }

  private static JsonNode read(Path file, String kind) throws IOException {
    YAMLMapper mapper = new YAMLMapper();
    try (MappingIterator<JsonNode> documents =
        mapper.readerFor(JsonNode.class).readValues(file.toFile())) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        if (document.path("kind").asText().equals(kind)) {
          return document;
        }
      }
    }
    throw new IllegalStateException("no " + kind + " in " + file);
  }
}
