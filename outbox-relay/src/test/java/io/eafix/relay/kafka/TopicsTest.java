package io.eafix.relay.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.TestConfig;
import io.eafix.testservers.TestServers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

/** What is known of a topic while brokers still hear of it. */
class TopicsTest {

  private final RelayConfig.Kafka config =
      TestConfig.of(TestConfig.properties(OutboxDatabase.of("topics"))).kafka();

  @Test
  void aTopicThatIsMadeButNotVisibleYetIsNotMissing() {
    try (Topics topics = new Topics(slowToHear(3), config, () -> 0)) {
      assertThrows(KafkaStepException.class, () -> topics.find("topics.slow"));
      assertThrows(KafkaStepException.class, () -> topics.find("topics.slow"));
      assertTrue(Waiting.until(Duration.ofSeconds(60), () -> isThere(topics)));
    }
  }

  private static boolean isThere(Topics topics) {
    try {
      return topics.find("topics.slow").isPresent();
    } catch (KafkaStepException e) {
      return false;
    }
  }

  @Test
  void aTopicThatCannotHaveThisNameIsMissing() {
    try (Topics topics = new Topics(slowToHear(0), config, () -> 0)) {
      assertTrue(topics.find("topics bad name").isEmpty());
    }
  }

  @Test
  void aTopicThatMayNotBeSeenIsRefusedAndDoesNotFailTheOthers() {
    try (Topics topics = new Topics(hiding("topics.hidden"), config, () -> 0)) {
      assertTrue(topics.find("topics.hidden").isEmpty());
      assertEquals(
          Optional.of(
              "describe topic topics.hidden failed: Not authorized to access topics: [topics.hidden]"),
          topics.refusal("topics.hidden"));
      assertTrue(Waiting.until(Duration.ofSeconds(60), () -> isThere(topics)));
      assertEquals(Optional.empty(), topics.refusal("topics.slow"));
    }
  }

  /** A real client, save that the broker does not show it a topic. */
  private static Admin hiding(String topic) {
    Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()));
    KafkaFutureImpl<TopicDescription> refused = new KafkaFutureImpl<>();
    refused.completeExceptionally(new TopicAuthorizationException(Set.of(topic)));
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("describeTopics")
                  && List.of(topic).equals(arguments[0])) {
                return new DescribeTopicsResult(null, Map.of(topic, refused)) {};
              }
              try {
                return method.invoke(admin, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A real client whose broker goes on answering so many times what it said of a topic first. */
  private static Admin slowToHear(int repetitions) {
    Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()));
    Object[] first = new Object[1];
    int[] left = {repetitions};
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              boolean looks = method.getName().equals("describeTopics");
              if (looks && first[0] != null && left[0]-- > 0) {
                return first[0];
              }
              try {
                Object answer = method.invoke(admin, arguments);
                if (looks) {
                  first[0] = Optional.ofNullable(first[0]).orElse(answer);
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
