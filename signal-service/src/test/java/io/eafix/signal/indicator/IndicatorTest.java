package io.eafix.signal.indicator;

import static io.eafix.signal.support.Api.post;
import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.signal.support.Api;
import io.eafix.signal.support.Wave;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IndicatorTest {

  private static final int WRITERS = 8;
  private static final String OPEN_TIME = "2020-01-06T00:00:00Z";

  @Test
  void aValueIsKeptOnceAndAnotherIsARevision() {
    keep("vwap-1", "1.1").then().statusCode(201).body("revision", equalTo(1));
    keep("vwap-1", "1.10").then().statusCode(200).body("revision", equalTo(1));
    keep("vwap-1", "1.2").then().statusCode(201).body("revision", equalTo(2));
    keep("vwap-1", "1.1").then().statusCode(201).body("revision", equalTo(3));
    get("/indicators?name=vwap-1")
        .then()
        .body("values.revision", equalTo(List.of(3, 2, 1)))
        .body("values.value", equalTo(List.of("1.1", "1.2", "1.1")));
  }

  @Test
  void theSameKeyIsAnsweredAgain() {
    String key = UUID.randomUUID().toString();
    Response first = Api.request(key).body(body("vwap-2", "1.1")).post("/indicators");
    Response again = Api.request(key).body(body("vwap-2", "1.1")).post("/indicators");
    again.then().statusCode(201).header("Idempotent-Replayed", "true");
    assertEquals(first.asString(), again.asString());
    Api.request(key).body(body("vwap-2", "1.3")).post("/indicators").then().statusCode(422);
  }

  @Test
  void writersAtOnceCountRevisionsWithoutGaps() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<Response>> answers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        String value = "1." + (i + 1);
        answers.add(pool.submit(() -> keep("vwap-3", value)));
      }
      for (Future<Response> answer : answers) {
        answer.get().then().statusCode(201);
      }
    } finally {
      pool.shutdownNow();
    }
    List<Integer> revisions = get("/indicators?name=vwap-3").path("values.revision");
    assertEquals(
        IntStream.rangeClosed(1, WRITERS).boxed().toList(), revisions.stream().sorted().toList());
  }

  @Test
  void pagesFollowEachOther() {
    for (String value : List.of("1", "2", "3")) {
      keep("vwap-4", value).then().statusCode(201);
    }
    Response first = get("/indicators?symbol=EURUSD&timeframe=M1&name=vwap-4&limit=2");
    first.then().body("values.value", equalTo(List.of("3", "2")));
    int next = first.path("next");
    get("/indicators?name=vwap-4&limit=2&cursor=" + next)
        .then()
        .body("values.value", equalTo(List.of("1")))
        .body("$", not(hasKey("next")));
    get("/indicators?symbol=GBPUSD&name=vwap-4").then().body("values.size()", equalTo(0));
  }

  @Test
  void badValuesAreRefusedWithFieldAndFault() {
    Map<String, Object> bad = body("no blanks", "1");
    bad.remove("value");
    bad.put("symbol", "eurusd");
    Api.request(UUID.randomUUID().toString())
        .body(bad)
        .post("/indicators")
        .then()
        .statusCode(400)
        .body("violations.field", hasItem(containsString("name")))
        .body("violations.field", hasItem(containsString("value")))
        .body("violations.field", hasItem(containsString("symbol")));
    Map<String, Object> between = body("vwap-5", "1");
    between.put("openTime", "2020-01-06T00:00:30Z");
    Api.request(UUID.randomUUID().toString())
        .body(between)
        .post("/indicators")
        .then()
        .statusCode(400)
        .body("field", equalTo("openTime"))
        .body("allowed", equalTo("a multiple of M1"));
  }

  @Test
  void theServicesOwnIndicatorsAreToldWhenThereAreEnoughBars() {
    String current = "/indicators/current?symbol=CURUSD&timeframe=M1";
    for (int i = 0; i < 250; i++) {
      post(Wave.bar("CURUSD", i)).then().statusCode(201);
    }
    get(current).then().statusCode(404);
    post(Wave.bar("CURUSD", 250)).then().statusCode(201);
    get(current)
        .then()
        .statusCode(200)
        .body("asOf", equalTo(Wave.openTime(251).toString()))
        .body("values", aMapWithSize(9))
        .body("values", hasKey("ema20"))
        .body("values", hasKey("atr14"));
  }

  private static Response keep(String name, String value) {
    return Api.request(UUID.randomUUID().toString()).body(body(name, value)).post("/indicators");
  }

  private static Map<String, Object> body(String name, String value) {
    return new HashMap<>(
        Map.of(
            "symbol", "EURUSD",
            "timeframe", "M1",
            "name", name,
            "openTime", OPEN_TIME,
            "value", value));
  }
}
