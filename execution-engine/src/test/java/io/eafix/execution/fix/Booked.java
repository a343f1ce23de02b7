package io.eafix.execution.fix;

import io.eafix.execution.venue.Doubt;
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
  final List<String> doubted = new CopyOnWriteArrayList<>();
  final AtomicInteger failures = new AtomicInteger();

  @Override
  public Uni<Void> book(VenueReport report) {
    return perhaps(() -> reports.add(report));
  }

  @Override
  public Uni<Void> refuse(String venue, String clOrdId, String code, String text) {
    return perhaps(() -> refused.add(clOrdId));
  }

  @Override
  public Uni<Void> doubt(String venue, String clOrdId, Doubt doubt) {
    return perhaps(() -> doubted.add(clOrdId));
  }

  private Uni<Void> perhaps(Runnable booking) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return Uni.createFrom().failure(new IllegalStateException("no database"));
    }
    booking.run();
    return Uni.createFrom().voidItem();
  }
}
