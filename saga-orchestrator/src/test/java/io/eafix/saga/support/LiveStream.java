package io.eafix.saga.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A stream of server-sent events that is read as it comes. */
public final class LiveStream implements AutoCloseable {

  private static final long WAIT_SECONDS_MAX = 20;

  private final CompletableFuture<HttpResponse<Stream<String>>> answer;
  private Iterator<String> lines;

  private LiveStream(CompletableFuture<HttpResponse<Stream<String>>> answer) {
    this.answer = answer;
  }

  /** Asks for a stream. */
  public static LiveStream open(String path) {
    return new LiveStream(
        HttpClient.newHttpClient()
            .sendAsync(
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                    .header("Accept", "text/event-stream")
                    .build(),
                HttpResponse.BodyHandlers.ofLines()));
  }

  /** All events up to the first that is wanted. */
  public List<JsonPath> until(Predicate<JsonPath> wanted) throws Exception {
    return CompletableFuture.supplyAsync(() -> read(wanted))
        .get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
  }

  /** Waits until the stream is open, whether or not there is an event. */
  public LiveStream begun() throws Exception {
    assertEquals(200, answer.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS).statusCode());
    return this;
  }

  /** Waits until the server has ended the stream; fails if it was cut off. */
  public void end() throws Exception {
    CompletableFuture.runAsync(() -> lines().forEachRemaining(line -> {}))
        .get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
  }

  private synchronized Iterator<String> lines() {
    lines = lines == null ? answer.join().body().iterator() : lines;
    return lines;
  }

  private List<JsonPath> read(Predicate<JsonPath> wanted) {
    List<JsonPath> events = new ArrayList<>();
    while (lines().hasNext()) {
      String line = lines().next();
      if (line.startsWith("data:")) {
        JsonPath event = JsonPath.from(line.substring(5));
        events.add(event);
        if (wanted.test(event)) {
          return events;
        }
      }
    }
    throw new AssertionError("the stream ended after " + events.size() + " events");
  }

  @Override
  public void close() throws IOException {
    answer.cancel(true);
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      answer.join().body().close();
    }
  }
}
