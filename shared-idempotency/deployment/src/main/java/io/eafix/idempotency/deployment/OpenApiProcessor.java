package io.eafix.idempotency.deployment;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.smallrye.openapi.deployment.OpenApiFilteredIndexViewBuildItem;
import io.quarkus.smallrye.openapi.deployment.spi.AddToOpenAPIDefinitionBuildItem;
import io.smallrye.openapi.runtime.util.JandexUtil;
import java.util.HashMap;
import java.util.Map;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.MethodInfo;

/** Makes the key, the replay mark and the problems visible in the OpenAPI document. */
class OpenApiProcessor {

  @BuildStep
  void describe(
      OpenApiFilteredIndexViewBuildItem index,
      BuildProducer<AddToOpenAPIDefinitionBuildItem> filters) {
    Map<String, Boolean> requiredByMethod = new HashMap<>();
    for (AnnotationInstance idempotent :
        index.getIndex().getAnnotations(IdempotentMethods.IDEMPOTENT)) {
      if (idempotent.target().kind() == AnnotationTarget.Kind.METHOD) {
        MethodInfo method = idempotent.target().asMethod();
        AnnotationValue required = idempotent.value("required");
        requiredByMethod.put(
            JandexUtil.createUniqueMethodReference(method.declaringClass(), method),
            required == null || required.asBoolean());
      }
    }
    filters.produce(
        new AddToOpenAPIDefinitionBuildItem(new IdempotencyInOpenApi(requiredByMethod)));
  }
}
