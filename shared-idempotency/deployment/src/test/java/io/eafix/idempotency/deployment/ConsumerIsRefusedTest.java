package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import io.eafix.idempotency.inbox.IdempotentConsumer;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A consumer that could only fail at its first message. */
class ConsumerIsRefusedTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Refusals.application(Consumer.class, "add @Incoming with the channel");

  /** What cannot work. */
  @ApplicationScoped
  public static class Consumer {

    @IdempotentConsumer("forgotten")
    public void refused(ConsumerRecord<String, String> message) {}
  }

  @Test
  void theBuildFails() {
    fail("the application was built and started");
  }
}
