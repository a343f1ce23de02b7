package io.eafix.signal.support;

import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Signals as a client sends them. */
public final class Signals {

  private Signals() {}

  /** Sends one and gives its id. */
  public static String send(String action, Map<String, ?> more) {
    return post(body(action, more)).then().statusCode(201).extract().path("signalId");
  }

  public static Response post(Map<String, ?> body) {
    return Api.request(UUID.randomUUID().toString()).body(body).post("/signals");
  }

  public static Map<String, Object> body(String action, Map<String, ?> more) {
    Map<String, Object> body =
        new HashMap<>(
            Map.of(
                "account", "DEMO",
                "symbol", "EURUSD",
                "action", action,
                "quantity", "10000",
                "bid", "1.1",
                "ask", "1.10002"));
    body.putAll(more);
    return body;
  }
}
