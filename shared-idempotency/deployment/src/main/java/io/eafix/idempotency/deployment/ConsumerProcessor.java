package io.eafix.idempotency.deployment;

import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;

/** Refuses idempotent consumers that cannot work. */
class ConsumerProcessor {

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

  private static boolean isInterceptor(AnnotationInstance consumer) {
    return consumer.target().kind() == AnnotationTarget.Kind.CLASS
        && consumer.target().asClass().hasDeclaredAnnotation(jakarta.interceptor.Interceptor.class);
  }
}
