package io.eafix.execution.venue;

import io.smallrye.mutiny.Uni;

/** Where adapters hand evidence that comes without having been asked for. */
public interface ReportSink {
  /**
   * Books a report. The result completes once it is durable, and only then may the adapter
   * acknowledge it to the venue; on failure the adapter must deliver it again.
   */
  Uni<Void> book(VenueReport report);

  /**
   * Books that the venue definitely refused a message, under the same terms. Whoever waited for the
   * message's answer may have died since.
   *
   * @param clOrdId of the message
   * @param code short and stable, for programs
   * @param text for people
   */
  Uni<Void> refuse(String venue, String clOrdId, String code, String text);

  /**
   * Books, under the same terms, that the venue said something of a message that cannot be
   * believed: it is asked about from now on, and at last a person. Nothing happens if it is none of
   * ours.
   */
  Uni<Void> doubt(String venue, String clOrdId, Doubt doubt);
}
