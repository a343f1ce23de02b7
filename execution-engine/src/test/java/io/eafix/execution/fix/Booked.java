package io.eafix.execution.fix;

import io.eafix.execution.venue.ReportSink;
import io.eafix.execution.venue.VenueReport;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what it was to book. */
final class Booked implements ReportSink {
  final List<VenueReport> reports = new CopyOnWriteArrayList<>();
  final List<String> refused = new CopyOnWriteArrayList<>();
  final AtomicInteger failures = new AtomicInteger();

  @Override
  public Uni<Void> book(VenueReport report) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return Uni.createFrom().failure(new IllegalStateException("no database"));
    }
    reports.add(report);
    return Uni.createFrom().voidItem();
  }

  @Override
  public Uni<Void> refuse(String venue, String clOrdId, String code, String text) {
    refused.add(clOrdId);
    return Uni.createFrom().voidItem();
  }
}
