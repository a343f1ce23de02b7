package io.eafix.idempotency.deployment;

import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
import io.quarkus.smallrye.reactivemessaging.deployment.items.ConnectorManagedChannelBuildItem;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;

/** Refuses idempotent consumers that cannot work, and sets up the channels of those that can. */
class ConsumerProcessor {

  /**
   * What the promise of an idempotent consumer needs of its channel; an entry of the channel itself
   * wins.
   */
  private static final Map<String, String> SETTINGS =
      Map.of(
          // A message that waits for Postgres is not acknowledged meanwhile, however long that is.
          "throttled.unprocessed-record-max-age.ms", "0",
          // What a producer took back never happened.
          "isolation.level", "read_committed",
          // The connector's own strategy stops the channel for good at the first poison message.
          "failure-strategy", "dead-letter-queue");

  @BuildStep
  void validate(CombinedIndexBuildItem index, BuildProducer<ValidationErrorBuildItem> violations) {
    for (AnnotationInstance consumer : index.getIndex().getAnnotations(ConsumerRules.CONSUMER)) {
      if (!isInterceptor(consumer)) {
        ConsumerRules.violation(consumer)
            .map(IllegalArgumentException::new)
            .map(ValidationErrorBuildItem::new)
            .ifPresent(violations::produce);
      }
    }
  }

  /**
   * Only of channels that come from Kafka: an entry for one of a bean that is left out, or for one
   * within the application, would make a channel of it, without a connector.
   */
  @BuildStep
  void channels(
      CombinedIndexBuildItem index,
      List<ConnectorManagedChannelBuildItem> connected,
      BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
    Set<String> heard =
        index.getIndex().getAnnotations(ConsumerRules.CONSUMER).stream()
            .flatMap(consumer -> ConsumerRules.channels(consumer).stream())
            .collect(Collectors.toSet());
    for (ConnectorManagedChannelBuildItem channel : connected) {
      if (channel.isIncoming()
          && KafkaConnector.CONNECTOR_NAME.equals(channel.getConnector())
          && heard.contains(channel.getName())) {
        String prefix = "mp.messaging.incoming." + quoted(channel.getName()) + ".";
        SETTINGS.forEach(
            (name, value) ->
                defaults.produce(new RunTimeConfigurationDefaultBuildItem(prefix + name, value)));
      }
    }
  }

  private static String quoted(String channel) {
    return channel.contains(".") ? '"' + channel + '"' : channel;
  }

  private static boolean isInterceptor(AnnotationInstance consumer) {
    return consumer.target().kind() == AnnotationTarget.Kind.CLASS
        && consumer.target().asClass().hasDeclaredAnnotation(jakarta.interceptor.Interceptor.class);
  }
}
