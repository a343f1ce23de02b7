package io.eafix.localstack.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eafix.localstack.bars.Bar;
import io.eafix.localstack.bars.Candle;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

/** Makes the requests of {@code POST /bars}. */
final class HttpBars {
  static final String SYMBOL = "EURUSD";
  static final String TIMEFRAME = "M1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final URI bars;

  HttpBars(String signalService) {
    this.bars = URI.create(signalService + "/bars");
  }

  /** The same bar always has the same key, so a bar that is sent again later is a replay too. */
  HttpRequest request(Bar bar) {
    String key = SYMBOL + "-" + TIMEFRAME + "-" + bar.openTime();
    return HttpRequest.newBuilder(bars)
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", "\"" + key + "\"")
        .POST(HttpRequest.BodyPublishers.ofString(body(bar)))
        .build();
  }

  private static String body(Bar bar) {
    ObjectNode body = JSON.createObjectNode();
    body.put("symbol", SYMBOL);
    body.put("timeframe", TIMEFRAME);
    body.put("openTime", bar.openTime().toString());
    candle(body.putObject("bid"), bar.bid());
    candle(body.putObject("ask"), bar.ask());
    return body.toString();
  }

  private static void candle(ObjectNode node, Candle candle) {
    node.put("open", candle.open().toPlainString());
    node.put("high", candle.high().toPlainString());
    node.put("low", candle.low().toPlainString());
    node.put("close", candle.close().toPlainString());
  }
}
