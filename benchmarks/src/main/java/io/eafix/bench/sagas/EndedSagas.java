package io.eafix.bench.sagas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Learns from the orchestrator's live stream which sagas have ended; ends with the orchestrator.
 */
final class EndedSagas {

  private static final int END_SECONDS_MAX = 30;
  private static final String DATA = "data:";

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, CompletableFuture<String>> ends = new ConcurrentHashMap<>();
  private final HttpURLConnection connection;

  EndedSagas(String orchestrator, String definition) throws IOException {
    connection =
        (HttpURLConnection)
            URI.create(orchestrator + "/sagas/events?definition=" + definition)
                .toURL()
                .openConnection();
    connection.setRequestProperty("Accept", "text/event-stream");
    Thread reader = new Thread(this::read, "ended-sagas");
    reader.setDaemon(true);
    reader.start();
  }

  /** Waits for the end of a saga and gives its final state. */
  String await(String sagaId) throws Exception {
    try {
      return end(sagaId).get(END_SECONDS_MAX, TimeUnit.SECONDS);
    } finally {
      ends.remove(sagaId);
    }
  }

  private CompletableFuture<String> end(String sagaId) {
    return ends.computeIfAbsent(sagaId, id -> new CompletableFuture<>());
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(DATA)) {
          JsonNode change = json.readTree(line.substring(DATA.length()));
          String state = change.get("state").asText();
          if (state.equals("COMPLETED") || state.startsWith("COMPENSAT")) {
            end(change.get("sagaId").asText()).complete(state);
          }
        }
      }
    } catch (IOException gone) {
      ends.values().forEach(end -> end.completeExceptionally(gone));
    }
  }
}
