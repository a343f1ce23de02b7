package io.eafix.idempotency.deployment;

import io.eafix.idempotency.inbox.IdempotentConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;

/** What an idempotent consumer may look like; what could only fail at its first message is not. */
final class ConsumerRules {

  static final DotName CONSUMER = DotName.createSimple(IdempotentConsumer.class);

  private static final DotName INCOMING =
      DotName.createSimple("org.eclipse.microprofile.reactive.messaging.Incoming");
  private static final DotName INCOMINGS =
      DotName.createSimple("io.smallrye.reactive.messaging.annotations.Incomings");
  private static final DotName MESSAGE =
      DotName.createSimple("org.apache.kafka.clients.consumer.ConsumerRecord");
  private static final DotName UNI = DotName.createSimple("io.smallrye.mutiny.Uni");

  private ConsumerRules() {}

  /** What to change, if anything. */
  static Optional<String> violation(AnnotationInstance consumer) {
    if (consumer.target().kind() == AnnotationTarget.Kind.CLASS) {
      return Optional.of(
          "@IdempotentConsumer on "
              + consumer.target().asClass().name()
              + ": put it on each @Incoming method, with a name for each");
    }
    MethodInfo method = consumer.target().asMethod();
    return fault(method, consumer)
        .map(
            fault ->
                "@IdempotentConsumer on "
                    + method.declaringClass().name()
                    + "."
                    + method.name()
                    + ": "
                    + fault);
  }

  /** The channels that the consumer hears; none where it is no method. */
  static List<String> channels(AnnotationInstance consumer) {
    if (consumer.target().kind() != AnnotationTarget.Kind.METHOD) {
      return List.of();
    }
    MethodInfo method = consumer.target().asMethod();
    List<AnnotationInstance> incomings = new ArrayList<>(method.annotations(INCOMING));
    for (AnnotationInstance several : method.annotations(INCOMINGS)) {
      incomings.addAll(List.of(several.value().asNestedArray()));
    }
    return incomings.stream().map(incoming -> incoming.value().asString()).toList();
  }

  private static Optional<String> fault(MethodInfo method, AnnotationInstance consumer) {
    if (consumer.value().asString().isBlank()) {
      return Optional.of("its name is empty; messages are remembered by it, so give it one");
    }
    if (!method.hasAnnotation(INCOMING) && !method.hasAnnotation(INCOMINGS)) {
      return Optional.of("it gets no messages; add @Incoming with the channel");
    }
    if (!method.returnType().name().equals(UNI)) {
      return Optional.of(
          "it returns "
              + method.returnType().name()
              + "; return a Uni, since it runs in a reactive transaction");
    }
    if (method.parameterTypes().stream().noneMatch(type -> type.name().equals(MESSAGE))) {
      return Optional.of("it takes no ConsumerRecord, which has the id of the message; take one");
    }
    return Optional.empty();
  }
}
