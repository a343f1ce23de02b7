package io.eafix.idempotency.deployment;

import io.eafix.idempotency.devui.IdempotencyRecords;
import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.devui.spi.JsonRPCProvidersBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;

/** The page of the records in the Dev UI, and what it calls. */
class DevUiProcessor {

  @BuildStep(onlyIf = IsDevelopment.class)
  CardPageBuildItem records() {
    CardPageBuildItem card = new CardPageBuildItem();
    card.addPage(
        Page.webComponentPageBuilder()
            .title("Idempotency records")
            .icon("font-awesome-solid:fingerprint")
            .componentLink("qwc-eafix-idempotency-records.js"));
    return card;
  }

  @BuildStep(onlyIf = IsDevelopment.class)
  JsonRPCProvidersBuildItem service() {
    return new JsonRPCProvidersBuildItem(IdempotencyRecords.class);
  }
}
