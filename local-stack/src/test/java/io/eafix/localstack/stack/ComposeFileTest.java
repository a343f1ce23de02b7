package io.eafix.localstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.eafix.localstack.kafka.KafkaServer;
import io.eafix.localstack.kafka.Topics;
import io.eafix.localstack.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The compose file says again what the embedded stack says in Java; this keeps them equal. */
class ComposeFileTest {
  private JsonNode services;

  @BeforeEach
  void read() throws IOException {
    services =
        new YAMLMapper().readTree(Path.of("..", "docker-compose.yml").toFile()).get("services");
  }

  @Test
  void createsTheSameTopics() {
    String script = services.at("/kafka-topics/command/0").asText();
    Matcher matcher = Pattern.compile("trading\\.[a-z.-]+").matcher(script);
    List<String> topics = new ArrayList<>();
    while (matcher.find()) {
      topics.add(matcher.group());
    }
    List<String> expected = new ArrayList<>(Topics.EVENTS);
    expected.add(Topics.DEAD_LETTERS);
    assertEquals(new TreeSet<>(expected), new TreeSet<>(topics));
    assertTrue(script.contains("--partitions " + Topics.PARTITIONS + ";"), script);
  }

  @Test
  void letsEachServiceDoTheSameInRedis() {
    Map<String, List<String>> users = redisUsers();
    for (Component service : Component.SERVICES) {
      if (service.ownsDatabase()) {
        List<String> words = users.get(service.label());
        assertEquals("on", words.get(0));
        assertTrue(words.get(1).startsWith(">"), words.get(1));
        assertEquals(
            StackServers.redisRules(service), String.join(" ", words.subList(2, words.size())));
      }
    }
    assertEquals(List.of("off"), users.get("default"));
  }

  @Test
  void configuresRedisAlike() {
    Map<String, String> options = new HashMap<>();
    List<String> words = words(services.at("/redis/command"));
    for (int i = 0; i + 1 < words.size(); i++) {
      options.putIfAbsent(words.get(i), words.get(i + 1));
    }
    for (String name : List.of("appendonly", "appendfsync", "maxmemory-policy", "save")) {
      assertEquals(RedisServer.SETTINGS.get(name), options.get("--" + name), name);
    }
  }

  @Test
  void configuresKafkaAlike() {
    JsonNode environment = services.at("/kafka/environment");
    KafkaServer.SETTINGS.forEach(
        (name, value) -> {
          String variable = "KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
          assertEquals(value, environment.path(variable).asText(), variable);
        });
  }

  @Test
  void replaysAndTradesTheDemonstrationOnPurposeAndUnlessToldOtherwise() {
    assertEquals(
        "${EAFIX_TRADE_HISTORY:-true}",
        services.at("/signal-service/environment/EAFIX_SIGNALS_TRADE_HISTORY").asText());
    assertEquals(
        "${EAFIX_DEMO_STRATEGY:-true}",
        services.at("/signal-service/environment/EAFIX_DEMO_STRATEGY").asText());
  }

  @Test
  void publishesNothingBeyondLoopback() {
    services.forEach(
        service ->
            service
                .path("ports")
                .forEach(
                    port -> assertTrue(port.asText().startsWith("127.0.0.1:"), port.asText())));
  }

  @Test
  void limitsTheMemoryOfEveryContainer() {
    services
        .fields()
        .forEachRemaining(
            service ->
                assertTrue(
                    service.getValue().has("mem_limit") || service.getValue().has("<<"),
                    service.getKey()));
  }

  private Map<String, List<String>> redisUsers() {
    Map<String, List<String>> users = new HashMap<>();
    List<String> words = words(services.at("/redis/command"));
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("--user")) {
        int end = i + 2;
        while (end < words.size() && !words.get(end).startsWith("--")) {
          end++;
        }
        users.put(words.get(i + 1), words.subList(i + 2, end));
      }
    }
    return users;
  }

  private static List<String> words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asText()));
    return words;
  }
}
