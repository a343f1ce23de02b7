package io.eafix.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eafix.localstack.check.EventLog;
import io.eafix.localstack.client.PatientClient;
import io.eafix.localstack.kafka.Topics;
import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.stack.Component;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One switch stops trading: a halt at the risk service stops the engine's orders too, also those
 * that no saga brings, and cancels what is open once, whatever process dies on the way.
 */
@Timeout(300)
class HaltTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @RegisterExtension static final RunningEafix EAFIX = new RunningEafix();

  private final PatientClient client = new PatientClient();
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void aHaltInRiskStopsTheEngineAndCancelsOnceThoughItIsKilled() throws Exception {
    haltAndKill(Component.EXECUTION);
  }

  @ParameterizedTest
  @EnumSource(
      value = Component.class,
      names = {"OUTBOX_RELAY", "KAFKA", "RISK"})
  @Tag("slow")
  void aHaltInRiskStopsTheEngineAndCancelsOnceWhicheverProcessIsKilled(Component victim)
      throws Exception {
    haltAndKill(victim);
  }

  private void haltAndKill(Component victim) throws Exception {
    String account = "HALT-" + victim.name();
    JsonNode open = order(account, "LIMIT", "GTC");
    awaitStatus(open, "NEW");
    awaitStatus(order(account, "MARKET", "IOC"), "FILLED");

    if (victim == Component.RISK) {
      set(account, "HALTED", true);
      EAFIX.crash(victim);
    } else {
      EAFIX.stack().kill(victim);
      set(account, "HALTED", true);
      EAFIX.stack().startAgain(victim);
      EAFIX.crash(Component.EXECUTION);
    }
    awaitStatus(open, "CANCELED");
    assertEquals(1, cancels(open));
    JsonNode stopped = order(account, "MARKET", "IOC");
    awaitStatus(stopped, "REJECTED");
    assertEquals("trading-stopped", status(stopped).at("/order/code").asText());

    set(account, "ACTIVE", false);
    assertTrue(Waiting.until(PATIENCE, () -> "ACTIVE".equals(heard(account))), "let go on");
    awaitStatus(order(account, "MARKET", "IOC"), "FILLED");
    assertEquals(1, cancels(open));
  }

  @Test
  void anOrderThatWaitedWhileTheEngineWasDownIsNotSentAfterAHaltThatItHasNotHeardYet()
      throws Exception {
    String account = "HALT-DOWN";
    breakTheVenue();
    JsonNode waiting = order(account, "MARKET", "IOC");
    awaitStatus(waiting, "PENDING_NEW");
    EAFIX.stack().kill(Component.EXECUTION);
    setAndPublished(account, "HALTED");

    EAFIX.stack().startAgain(Component.EXECUTION);
    awaitStatus(waiting, "REJECTED");
    assertEquals("trading-stopped", status(waiting).at("/order/code").asText());
    assertEquals(0, status(waiting).get("sends").asInt());
  }

  /** Until the engine's next start; costs one order its answer. */
  private void breakTheVenue() throws Exception {
    ObjectNode fault = JsonNodeFactory.instance.objectNode();
    fault.put("kind", "DISCONNECT").put("message", "SUBMIT").put("count", 1);
    post("/venues/paper/faults", fault);
    awaitStatus(order("HALT-DISCONNECTS", "MARKET", "IOC"), "IN_DOUBT");
  }

  /** Returns when the change is on the topic. */
  private void setAndPublished(String account, String state) {
    List<String> topic = List.of(Topics.TRADING_STATES);
    try (EventLog log = new EventLog(EAFIX.stack().bootstrapServers(), topic)) {
      log.catchUp();
      long before = log.total();
      set(account, state, false);
      assertTrue(
          Waiting.until(
              PATIENCE,
              () -> {
                log.catchUp();
                return log.total() > before;
              }),
          "published");
    }
  }

  private String heard(String account) {
    JsonNode all = Http.get(EAFIX.url(Component.EXECUTION) + "/trading-state");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(state -> state.get("source").asText().equals("RISK"))
        .filter(state -> state.get("value").asText().equals(account))
        .map(state -> state.get("state").asText())
        .findFirst()
        .orElse("");
  }

  private void set(String account, String state, boolean cancelOrders) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("scope", "ACCOUNT").put("value", account).put("state", state);
    body.put("person", "R. Officer").put("reason", "test").put("cancelOrders", cancelOrders);
    Http.put(EAFIX.url(Component.RISK) + "/trading-state", UUID.randomUUID().toString(), body);
  }

  private JsonNode order(String account, String type, String timeInForce) throws Exception {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("account", account).put("symbol", "EURUSD").put("side", "BUY");
    body.put("quantity", "10000").put("type", type).put("timeInForce", timeInForce);
    body.put("bid", "1.08500").put("ask", "1.08512");
    if ("LIMIT".equals(type)) {
      body.put("limitPrice", "1.00000");
    }
    return post("/orders", body);
  }

  private JsonNode post(String path, ObjectNode body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(EAFIX.url(Component.EXECUTION) + path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return json.readTree(client.send(request).get(PATIENCE.toSeconds(), TimeUnit.SECONDS).body());
  }

  private static void awaitStatus(JsonNode ticket, String wanted) {
    assertTrue(
        Waiting.until(PATIENCE, () -> status(ticket).get("status").asText().equals(wanted)),
        () -> "not " + wanted + ": " + status(ticket));
  }

  private static JsonNode status(JsonNode ticket) {
    String id = ticket.get("executionId").asText();
    return Http.get(EAFIX.url(Component.EXECUTION) + "/orders/" + id + "/status");
  }

  private static long cancels(JsonNode ticket) {
    String id = ticket.get("orderId").asText();
    JsonNode history = Http.get(EAFIX.url(Component.EXECUTION) + "/orders/" + id + "/history");
    return StreamSupport.stream(history.get("messages").spliterator(), false)
        .filter(message -> message.get("kind").asText().equals("CANCEL"))
        .count();
  }
}
