package io.eafix.systemtests;

import io.eafix.localstack.client.Answer;
import io.eafix.localstack.client.PatientClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends many signals at once, each from two clients with one key. Buys and sells take turns, so
 * that positions stay small.
 */
final class SignalBurst {
  private static final long ANSWERS_SECONDS_MAX = 120;

  private final URI signals;
  private final String name;
  private final PatientClient one = new PatientClient();
  private final PatientClient two = new PatientClient();
  private final List<CompletableFuture<Boolean>> pairs = new ArrayList<>();

  SignalBurst(String signalService, String name) {
    this.signals = URI.create(signalService + "/signals");
    this.name = name;
  }

  SignalBurst send(int count) {
    for (int i = 0; i < count; i++) {
      HttpRequest request = request(pairs.size());
      CompletableFuture<Answer> first = one.send(request);
      CompletableFuture<Answer> second = two.send(request);
      pairs.add(first.thenCombine(second, Answer::isSameAs));
    }
    return this;
  }

  /** Waits for all answers; gives the number of signals whose two answers were not the same. */
  long differentAnswers() throws Exception {
    long different = 0;
    for (CompletableFuture<Boolean> pair : pairs) {
      if (!pair.get(ANSWERS_SECONDS_MAX, TimeUnit.SECONDS)) {
        different++;
      }
    }
    return different;
  }

  private HttpRequest request(int number) {
    String action = number % 2 == 0 ? "BUY" : "SELL";
    return HttpRequest.newBuilder(signals)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", "\"" + name + "-" + number + "\"")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"account\":\"DEMO\",\"symbol\":\"EURUSD\",\"action\":\""
                    + action
                    + "\",\"quantity\":\"10000\",\"bid\":\"1.08510\",\"ask\":\"1.08512\"}"))
        .build();
  }
}
