package io.eafix.risk.fill;

import static io.eafix.risk.support.Api.check;
import static io.eafix.risk.support.Api.fill;
import static io.eafix.risk.support.Api.order;
import static io.eafix.risk.support.Api.release;
import static io.eafix.risk.support.Api.step;
import static io.eafix.risk.support.Api.update;
import static io.eafix.risk.support.Database.number;
import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.risk.support.Database;
import io.eafix.risk.support.Eventually;
import io.eafix.risk.support.ExecutionEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FillOnceTest {

  private ExecutionEvents events;

  @BeforeEach
  void connect() {
    events = new ExecutionEvents();
  }

  @AfterEach
  void disconnect() {
    events.close();
  }

  @Test
  void whicheverOfStepAndEventIsFirstTheFillIsBookedOnce() throws Exception {
    Database.account("RACE", "10000000");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<Integer>> steps = new ArrayList<>();
    int orders = 40;
    try {
      for (int i = 0; i < orders; i++) {
        UUID signal = UUID.randomUUID();
        check(signal, order(signal, "RACE", "BUY", "1000")).then().statusCode(200);
        Map<String, Object> fill = fill("RACE", "race-" + i, "BUY", "1000", "1.38727");
        steps.add(pool.submit(() -> update(signal, List.of(fill)).statusCode()));
        events.filled(signal, fill);
        events.filled(signal, fill);
      }
      for (Future<Integer> step : steps) {
        assertEquals(200, step.get());
      }
    } finally {
      pool.shutdownNow();
    }
    awaitMessage();
    get("/positions?account=RACE")
        .then()
        .body("[0].quantity", equalTo("40000"))
        .body("[0].fills", equalTo(orders));
    assertCount(orders, "select count(*) from fill where account = 'RACE'");
    assertCount(0, "select count(*) from reservation where account='RACE' and state='ACTIVE'");
    assertCount(orders, "select version from outbox_sequence where aggregate_id = 'RACE:EURUSD'");
  }

  @Test
  void anOrderOfManyFillsIsRecorded() {
    int many = 1_500;
    Database.account("MANY", "10000000");
    UUID signal = UUID.randomUUID();
    check(signal, order(signal, "MANY", "BUY", "3000")).then().statusCode(200);
    List<Map<String, Object>> fills =
        IntStream.range(0, many)
            .mapToObj(i -> fill("MANY", "of-many-" + i, "BUY", "2", "1.38727"))
            .toList();
    update(signal, fills).then().statusCode(200);
    assertCount(many, "select count(*) from fill where account = 'MANY'");
    get("/positions?account=MANY").then().body("[0].quantity", equalTo("3000"));
  }

  @Test
  void anEventAloneBooksAndConsumesTheReservation() {
    UUID signal = UUID.randomUUID();
    Database.account("ALONE", "10000");
    check(signal, order(signal, "ALONE", "SELL", "2000")).then().statusCode(200);
    events.filled(signal, fill("ALONE", "alone-1", "SELL", "2000", "1.38724"));
    awaitMessage();
    assertCount(
        1, "select count(*) from reservation where signal_id = ? and state = 'CONSUMED'", signal);
    get("/positions?account=ALONE").then().body("[0].quantity", equalTo("-2000"));
  }

  @Test
  void aFillOfAnOrderWithAReferenceOfItsOwnIsBooked() {
    Database.account("OWN", "10000");
    events.send(
        UUID.randomUUID().toString(),
        "io.eafix.order.filled.v1",
        JsonObject.of(
                "orderId",
                UUID.randomUUID().toString(),
                "clOrdId",
                "c",
                "signalId",
                "order 4711",
                "fill",
                fill("OWN", "own-1", "BUY", "1000", "1.38724"))
            .encode());
    awaitMessage();
    get("/positions?account=OWN").then().body("[0].quantity", equalTo("1000"));
  }

  @Test
  void aStepOfAnOrderWithAReferenceOfItsOwnOrNoneIsRecorded() {
    Database.account("STEP", "10000");
    Map<String, Object> first =
        Map.of(
            "signalId", "order 4711", "fills", List.of(fill("STEP", "s-1", "BUY", "1000", "1.4")));
    Map<String, Object> second = Map.of("fills", List.of(fill("STEP", "s-2", "BUY", "500", "1.4")));
    for (Map<String, Object> input : List.of(first, second)) {
      step("update_records", "update_records", "action", UUID.randomUUID(), input)
          .then()
          .statusCode(200);
    }
    get("/positions?account=STEP").then().body("[0].quantity", equalTo("1500"));
  }

  @Test
  void aFillAfterReleaseAndAnOverfillAreKept() {
    UUID signal = UUID.randomUUID();
    Database.account("LATE", "10000");
    check(signal, order(signal, "LATE", "BUY", "2000")).then().statusCode(200);
    release(signal).then().statusCode(200);
    events.filled(signal, fill("LATE", "late-1", "BUY", "2000", "1.38724"));
    events.filled(signal, fill("LATE", "late-2", "BUY", "1000", "1.38724"));
    awaitMessage();
    get("/positions?account=LATE").then().body("[0].quantity", equalTo("3000"));
    assertCount(1, "select count(*) from fill where account = 'LATE' and overfill");
    assertCount(
        1, "select count(*) from reservation where signal_id = ? and state = 'RELEASED'", signal);
  }

  @Test
  void aFillOfAnUnknownAccountIsKeptAndAnUnreadableMessageStopsNothing() {
    events.send(UUID.randomUUID().toString(), "io.eafix.order.filled.v1", "{\"fill\": 3}");
    events.filled(null, fill("NOBODY", "nobody-1", "BUY", "1000", "1.1"));
    awaitMessage();
    get("/positions?account=NOBODY").then().body("[0].quantity", equalTo("1000"));
    UUID signal = UUID.randomUUID();
    check(signal, order(signal, "NOBODY", "BUY", "1000")).then().statusCode(422);
  }

  /** One partition, in order: when the last message is booked, all before it were seen. */
  private void awaitMessage() {
    String execId = UUID.randomUUID().toString();
    events.filled(null, fill("MARKER", execId, "BUY", "1000", "1.1"));
    Eventually.until(
        "the marker is booked",
        () -> number("select count(*) from fill where exec_id = ?", execId).intValue() == 1);
  }

  private static void assertCount(long expected, String sql, Object... parameters) {
    assertEquals(expected, number(sql, parameters).longValue(), sql);
  }
}
