package io.eafix.signal.bar;

import static io.eafix.signal.support.Api.post;
import static io.restassured.RestAssured.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.signal.support.TestStrategies;
import io.eafix.signal.support.Wave;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several clients send the same bars under keys of their own, all at once. */
@QuarkusTest
class CrowdTest {

  private static final int CLIENTS = 4;
  private static final int BARS = 300;

  @Test
  void eachBarIsAddedOnceAndJudgedOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    try {
      for (int i = 0; i < BARS; i++) {
        Bar bar = Wave.bar(TestStrategies.CROWD, i);
        List<Future<Response>> answers = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
          answers.add(pool.submit(() -> post(bar)));
        }
        int added = 0;
        for (Future<Response> answer : answers) {
          added += answer.get().statusCode() == 201 ? 1 : 0;
          assertEquals(1, (int) answer.get().path("revision"));
        }
        assertEquals(1, added, "bar " + i);
      }
    } finally {
      pool.shutdownNow();
    }
    List<String> times =
        get("/signals?limit=500&symbol=" + TestStrategies.CROWD).path("signals.barOpenTime");
    assertEquals(BARS - 250, times.size());
    assertEquals(times.size(), times.stream().distinct().count());
  }
}
