package io.eafix.relay.kafka;

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
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
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
