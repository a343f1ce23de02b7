package io.eafix.idempotency.saga;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Map;

/** Where the services are. */
@ConfigMapping(prefix = "eafix.urls")
public interface ServiceUrls {

  /** Base URLs by service name, e.g. {@code risk-service=http://localhost:8082}. */
  @WithParentName
  Map<String, URI> byService();
}
