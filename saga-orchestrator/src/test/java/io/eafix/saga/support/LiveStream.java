package io.eafix.saga.support;

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

  private LiveStream(CompletableFuture<HttpResponse<Stream<String>>> answer) {
    this.answer = answer;
  }

  /** Asks for a stream; the answer may come with the first event only. */
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

  private List<JsonPath> read(Predicate<JsonPath> wanted) {
    List<JsonPath> events = new ArrayList<>();
    for (Iterator<String> lines = answer.join().body().iterator(); lines.hasNext(); ) {
      String line = lines.next();
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
