package io.eafix.localstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteStackTest {
  private static final String SIMULATOR = "EAFIX_FIX_SIMULATOR_URL";

  @Test
  void theBooksOfTheFixVenueAreReadWhereOrdersGoThere() {
    assertEquals(
        Optional.of("http://fix:8086"),
        stack(Map.of("EAFIX_FIX", "true", SIMULATOR, "http://fix:8086")).fixSimulatorUrl());
    assertEquals(
        Optional.empty(),
        stack(Map.of("EAFIX_FIX", "false", SIMULATOR, "http://fix:8086")).fixSimulatorUrl());
    assertEquals(Optional.empty(), stack(Map.of()).fixSimulatorUrl());
  }

  @Test
  void aFixVenueWithoutBooksIsNotPassedOver() {
    RemoteStack stack = stack(Map.of("EAFIX_FIX", "true"));

    StackException missing = assertThrows(StackException.class, stack::fixSimulatorUrl);

    assertTrue(missing.getMessage().contains(SIMULATOR), missing.getMessage());
  }

  /** What the compose file gives its demo, with the values for a trial of the FIX venue. */
  @Test
  void theDemoInAContainerIsToldWhereEverythingIs() throws IOException {
    JsonNode compose = new YAMLMapper().readTree(Path.of("..", "docker-compose.yml").toFile());
    Map<String, String> environment = new HashMap<>();
    compose
        .get("x-urls")
        .properties()
        .forEach(it -> environment.put(it.getKey(), it.getValue().asText()));
    JsonNode demo = compose.at("/services/demo/environment");
    environment.put("EAFIX_FIX", "true");
    environment.put(SIMULATOR, demo.get(SIMULATOR).asText());

    RemoteStack stack = stack(environment);

    for (Component service : Component.SERVICES) {
      assertTrue(stack.url(service).startsWith("http://" + service.label() + ":"), service.label());
    }
    String host = stack.fixSimulatorUrl().orElseThrow().replaceAll("http://|:[0-9]+", "");
    assertTrue(compose.get("services").has(host), host);
    assertEquals("kafka:9092", stack.bootstrapServers());
    assertEquals("${EAFIX_FIX:-false}", demo.get("EAFIX_FIX").asText());
  }

  private static RemoteStack stack(Map<String, String> environment) {
    return new RemoteStack(environment);
  }
}
