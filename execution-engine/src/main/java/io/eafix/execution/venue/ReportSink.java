package io.eafix.execution.venue;

import io.smallrye.mutiny.Uni;

/** Where adapters hand reports that come without having been asked for. */
public interface ReportSink {
  /**
   * Books a report. The result completes once it is durable, and only then may the adapter
   * acknowledge it to the venue; on failure the adapter must deliver it again.
   */
  Uni<Void> book(VenueReport report);
}
