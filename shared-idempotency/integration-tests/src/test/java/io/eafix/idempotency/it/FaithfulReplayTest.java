package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.unique;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, byte for byte, by a client that changes nothing of it. */
@QuarkusTest
class FaithfulReplayTest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final int LARGE = 2 << 20;
  private static final int RETRIES = 50;

  @TestHTTPResource URI server;

  private final String key = unique();
  private final String text = unique();

  /** Compressed by the server, by the application, binary, by a writer of its own, and nothing. */
  @ParameterizedTest
  @CsvSource({
    "/notes,gzip,gzip",
    "/notes/gzipped,gzip,gzip",
    "/notes/gzipped,identity,gzip",
    "/notes/binary,identity,",
    "/notes/custom,identity,",
    "/notes/empty,identity,"
  })
  void theReplayHasTheBytesOfTheFirstAnswer(String path, String accepted, String encoding)
      throws Exception {
    Map<String, String> headers =
        Map.of(
            "Accept-Encoding",
            accepted,
            "Content-Type",
            path.endsWith("binary") ? "application/octet-stream" : "application/json");
    String body = body(text + "z".repeat(2000));
    HttpResponse<byte[]> first = post(path, headers, BodyPublishers.ofString(body));
    HttpResponse<byte[]> second = post(path, headers, BodyPublishers.ofString(body));
    assertEquals(2, first.statusCode() / 100);
    assertEquals(first.statusCode(), second.statusCode());
    assertFalse(isReplay(first));
    assertTrue(isReplay(second));
    assertArrayEquals(first.body(), second.body());
    assertEquals(path.endsWith("empty"), first.body().length == 0);
    for (String name : new String[] {"Content-Type", "Content-Encoding", "Location"}) {
      assertEquals(first.headers().firstValue(name), second.headers().firstValue(name));
    }
    assertEquals(encoding, first.headers().firstValue("Content-Encoding").orElse(null));
    assertTrue(second.headers().firstValue("Set-Cookie").isEmpty());
  }

  @Test
  void aWriterOfTheApplicationIsUsedOnce() throws Exception {
    HttpResponse<byte[]> answer =
        post("/notes/custom", json(), BodyPublishers.ofString(body(text)));
    assertTrue(new String(answer.body(), StandardCharsets.ISO_8859_1).matches("§ \\d+\t" + text));
    assertTrue(
        answer.headers().firstValue("Content-Type").orElse("").startsWith("text/vnd.eafix.note"));
  }

  @Test
  void aBodyInChunksIsTheSameRequest() throws Exception {
    assertEquals(201, post("/notes", json(), BodyPublishers.ofString(body(text))).statusCode());
    HttpResponse<byte[]> chunked = post("/notes", json(), chunked(bytes(body(text))));
    assertEquals(201, chunked.statusCode());
    assertTrue(isReplay(chunked));
    assertEquals(422, post("/notes", json(), chunked(bytes(body(text + "!")))).statusCode());
    assertEquals(1, count(text));
  }

  @Test
  void largeBodiesInChunksThatDifferInTheLastByteDiffer() throws Exception {
    Map<String, String> headers = Map.of("Content-Type", "application/octet-stream");
    byte[] large = new byte[LARGE];
    Arrays.fill(large, (byte) 7);
    assertEquals(200, post("/notes/binary", headers, chunked(large)).statusCode());
    assertTrue(isReplay(post("/notes/binary", headers, chunked(large))));
    large[LARGE - 1] = 8;
    assertEquals(422, post("/notes/binary", headers, chunked(large)).statusCode());
  }

  @Test
  void aRetryRightAfterTheAnswerIsAReplay() throws Exception {
    for (int i = 0; i < RETRIES; i++) {
      String body = body(text + i);
      HttpRequest request = request("/notes", unique(), json(), BodyPublishers.ofString(body));
      assertEquals(201, send(request).statusCode());
      HttpResponse<byte[]> second = send(request);
      assertEquals(201, second.statusCode());
      assertTrue(isReplay(second));
    }
  }

  private HttpResponse<byte[]> post(String path, Map<String, String> headers, BodyPublisher body)
      throws IOException, InterruptedException {
    return send(request(path, key, headers, body));
  }

  private HttpRequest request(
      String path, String key, Map<String, String> headers, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).header("Idempotency-Key", key).POST(body);
    headers.forEach(request::header);
    return request.build();
  }

  private static HttpResponse<byte[]> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Of a length that is not told, so it goes in chunks. */
  private static BodyPublisher chunked(byte[] bytes) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
  }

  private static Map<String, String> json() {
    return Map.of("Content-Type", "application/json");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isReplay(HttpResponse<?> answer) {
    return answer.headers().firstValue("Idempotent-Replayed").isPresent();
  }
}
