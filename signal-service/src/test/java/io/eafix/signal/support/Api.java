package io.eafix.signal.support;

import static io.restassured.RestAssured.given;

import io.eafix.signal.bar.Bar;
import io.eafix.signal.bar.Ohlc;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The service as a client uses it. */
public final class Api {

  private Api() {}

  public static Response post(Bar bar) {
    return post(bar, UUID.randomUUID().toString());
  }

  public static Response post(Bar bar, String key) {
    return request(key).body(body(bar)).post("/bars");
  }

  public static RequestSpecification request(String key) {
    return given().contentType(ContentType.JSON).header("Idempotency-Key", key);
  }

  public static RequestSpecification sagaRequest(String sagaId, String step, String phase) {
    return request(sagaId + ":" + step + ":" + phase)
        .header("Saga-Id", sagaId)
        .header("Saga-Step", step)
        .header("Saga-Phase", phase);
  }

  /** The signals of the answer as {@code action} texts. */
  public static List<String> actions(Response response) {
    return response.then().extract().path("signals.action");
  }

  public static Map<String, Object> body(Bar bar) {
    return Map.of(
        "symbol", bar.series().symbol(),
        "timeframe", bar.series().timeframe().name(),
        "openTime", bar.openTime().toString(),
        "bid", side(bar.bid()),
        "ask", side(bar.ask()));
  }

  private static Map<String, String> side(Ohlc prices) {
    return Map.of(
        "open", prices.open().toPlainString(),
        "high", prices.high().toPlainString(),
        "low", prices.low().toPlainString(),
        "close", prices.close().toPlainString());
  }
}
