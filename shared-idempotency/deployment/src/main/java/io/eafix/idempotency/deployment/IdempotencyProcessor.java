package io.eafix.idempotency.deployment;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;

/** Registers the extension with the application that uses it. */
class IdempotencyProcessor {

  private static final String FEATURE = "eafix-idempotency";

  @BuildStep
  FeatureBuildItem feature() {
    return new FeatureBuildItem(FEATURE);
  }

  @BuildStep
  IndexDependencyBuildItem runtimeBeans() {
    return new IndexDependencyBuildItem("io.eafix", "shared-idempotency");
  }
}
