package io.eafix.execution.paper;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The paper venue. */
@ConfigMapping(prefix = "eafix.execution.paper")
interface PaperConfig {
  /**
   * Whether a client order id that comes again is answered with the order that it made, as some
   * venues do. Not by default, so that a duplicate is made, counted and seen.
   */
  @WithDefault("false")
  boolean removeDuplicates();
}
