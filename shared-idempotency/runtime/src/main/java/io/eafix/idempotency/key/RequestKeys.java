package io.eafix.idempotency.key;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The storage keys of HTTP requests. */
@ApplicationScoped
public class RequestKeys {

  private final String service;

  RequestKeys(@ConfigProperty(name = "quarkus.application.name") String service) {
    this.service = service;
  }

  /**
   * One key of one caller: two callers with the same client key never meet.
   *
   * @param tenant {@code null} if there is one tenant only
   * @param principal {@code null} if the caller is not known
   * @param namesAndValues of parameters, each value of which has keys of its own
   */
  public String storageKey(
      String tenant, String principal, String clientKey, String... namesAndValues) {
    Sha256 digest = Sha256.framed().part(service).part(tenant).part(principal).part(clientKey);
    for (String text : namesAndValues) {
      digest.part(text);
    }
    return digest.hex();
  }
}
