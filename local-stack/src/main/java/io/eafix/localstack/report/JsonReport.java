package io.eafix.localstack.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eafix.localstack.check.EventFigures;
import io.eafix.localstack.check.TradeFigures;
import java.math.BigDecimal;

/** A demo's report for programs: one JSON object on one line. */
public final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MILLIS_SCALE = 3;

  private JsonReport() {}

  public static String write(DemoReport report) {
    TradeFigures trades = report.figures().trades();
    EventFigures events = report.figures().events();
    ObjectNode json = JSON.createObjectNode();
    json.put("ok", report.ok());
    json.put("bars", trades.bars());
    json.put("signals", trades.tradeSignals());
    ObjectNode sagas = json.putObject("sagas");
    sagas.put("COMPLETED", trades.sagasIn("COMPLETED"));
    sagas.put("COMPENSATED", trades.sagasIn("COMPENSATED"));
    sagas.put("other", trades.otherSagas());
    json.put("orders", trades.orders());
    json.put("venueOrders", trades.venueOrders());
    json.put("venueDuplicates", trades.venueDuplicates());
    json.put("outboxRows", events.outboxTotal());
    json.put("kafkaEvents", events.kafkaTotal());
    json.put("kafkaDuplicates", events.kafkaDuplicates());
    json.put("replays", report.replay().replays());
    json.put("seconds", BigDecimal.valueOf(report.duration().toMillis(), MILLIS_SCALE));
    return json.toString();
  }
}
