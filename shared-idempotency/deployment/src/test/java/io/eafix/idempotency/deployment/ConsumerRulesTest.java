package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.idempotency.inbox.IdempotentConsumer;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each shape of a consumer, and what its refusal says. */
class ConsumerRulesTest {

  /** Consumers, one that works and some that do not. */
  @SuppressWarnings("unused")
  static class Consumers {

    @Incoming("a")
    @IdempotentConsumer("works")
    Uni<Void> works(ConsumerRecord<String, String> message) {
      return null;
    }

    @Incoming("a")
    @Incoming("b.c")
    @IdempotentConsumer("hears")
    Uni<Void> hears(ConsumerRecord<String, String> message) {
      return null;
    }

    @Incoming("a")
    @IdempotentConsumer("blocks")
    void blocks(ConsumerRecord<String, String> message) {}

    @Incoming("a")
    @IdempotentConsumer("payload")
    Uni<Void> payload(String message) {
      return null;
    }

    @IdempotentConsumer("silent")
    Uni<Void> silent(ConsumerRecord<String, String> message) {
      return null;
    }

    @Incoming("a")
    @IdempotentConsumer("")
    Uni<Void> nameless(ConsumerRecord<String, String> message) {
      return null;
    }
  }

  /** Annotated as a whole. */
  @IdempotentConsumer("whole")
  static class Whole {}

  @Test
  void aConsumerThatTakesARecordAndReturnsAUniWorks() throws IOException {
    assertEquals(Optional.empty(), ConsumerRules.violation(annotation("works")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          blocks   | it returns void; return a Uni
          payload  | it takes no ConsumerRecord, which has the id of the message; take one
          silent   | add @Incoming with the channel
          nameless | give it one
          """)
  void aRefusalNamesTheMethodAndWhatToChange(String method, String change) throws IOException {
    String violation = ConsumerRules.violation(annotation(method)).orElseThrow();
    assertTrue(violation.contains(change), violation);
    assertTrue(violation.contains(Consumers.class.getName() + "." + method), violation);
  }

  @Test
  void theChannelsOfAConsumerAreAllThatItHears() throws IOException {
    assertEquals(List.of("a"), ConsumerRules.channels(annotation("works")));
    assertEquals(List.of("a", "b.c"), ConsumerRules.channels(annotation("hears")));
    assertEquals(List.of(), ConsumerRules.channels(annotation("silent")));
  }

  @Test
  void aClassIsNoConsumer() throws IOException {
    AnnotationInstance whole =
        Index.of(Whole.class).getClassByName(Whole.class).annotation(ConsumerRules.CONSUMER);
    String violation = ConsumerRules.violation(whole).orElseThrow();
    assertTrue(violation.contains("put it on each @Incoming method"), violation);
    assertEquals(List.of(), ConsumerRules.channels(whole));
  }

  private static AnnotationInstance annotation(String method) throws IOException {
    return Index.of(Consumers.class).getClassByName(Consumers.class).methods().stream()
        .filter(m -> m.name().equals(method))
        .findFirst()
        .orElseThrow()
        .annotation(ConsumerRules.CONSUMER);
  }
}
