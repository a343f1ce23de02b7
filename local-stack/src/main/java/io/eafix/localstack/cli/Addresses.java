package io.eafix.localstack.cli;

import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Endpoints;

/** Where to look at the services. */
final class Addresses {
  private static final int NAME_WIDTH = 20;

  private Addresses() {}

  static String of(Endpoints stack) {
    StringBuilder text = new StringBuilder();
    for (Component service : Component.SERVICES) {
      String url = stack.url(service);
      String name = service.label() + " ".repeat(NAME_WIDTH - service.label().length());
      text.append("  ").append(name).append(url).append("/q/swagger-ui  ");
      text.append(url).append("/q/health  ").append(url).append("/q/metrics\n");
    }
    stack
        .fixSimulatorUrl()
        .ifPresent(
            url ->
                text.append("  fix-simulator       ")
                    .append(url)
                    .append("/stats  ")
                    .append(url)
                    .append("/orders\n"));
    return text.toString();
  }
}
