package io.eafix.localstack.report;

import io.eafix.localstack.check.CheckResult;
import io.eafix.localstack.check.EventFigures;
import io.eafix.localstack.check.TradeFigures;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;

/** A demo's report for people. */
public final class TableReport {
  private static final int NAME_WIDTH = 34;

  private final StringBuilder text = new StringBuilder();

  private TableReport() {}

  public static String write(DemoReport report) {
    TableReport table = new TableReport();
    table.trades(report.figures().trades());
    table.events(report.figures().events());
    table.replay(report);
    table.text.append('\n');
    report.checks().forEach(table::check);
    return table.text.toString();
  }

  private void trades(TradeFigures trades) {
    row("bars", trades.bars());
    row("signals", counts(trades.signals()));
    row("sagas", counts(trades.sagas()));
    row("orders", trades.orders());
    row("orders at the venue", trades.venueOrders());
    row("fills", trades.fills());
    row("position", trades.positions().isEmpty() ? "none" : quantities(trades.positions()));
  }

  private void events(EventFigures events) {
    row("events on Kafka", events.kafkaTotal());
    events.kafkaEvents().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(topic -> row("  " + topic.getKey(), topic.getValue()));
  }

  private void replay(DemoReport report) {
    row("requests for bars", report.replay().requests());
    row("duplicates suppressed", report.replay().replays());
    row(
        "duplicates found",
        report.figures().trades().venueDuplicates() + report.figures().events().kafkaDuplicates());
    row("seconds replaying", seconds(report.replay().duration().toMillis()));
    row("seconds in all", seconds(report.duration().toMillis()));
  }

  private void check(CheckResult check) {
    text.append(check.kept() ? "  ok    " : "  FAIL  ").append(check.promise());
    text.append(": ").append(check.found()).append('\n');
  }

  private void row(String name, Object value) {
    text.append("  ").append(name).append(" ".repeat(Math.max(1, NAME_WIDTH - name.length())));
    text.append(value).append('\n');
  }

  private static String counts(Map<String, Long> counts) {
    String text =
        counts.entrySet().stream()
            .filter(count -> count.getValue() != 0)
            .sorted(Map.Entry.comparingByKey())
            .map(count -> count.getKey() + " " + count.getValue())
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "none" : text;
  }

  private static String quantities(Map<String, BigDecimal> quantities) {
    return quantities.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().toPlainString())
        .collect(Collectors.joining(", "));
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).toPlainString();
  }
}
