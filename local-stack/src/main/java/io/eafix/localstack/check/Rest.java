package io.eafix.localstack.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.localstack.client.PatientClient;
import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * Reads a service's figures. A replica that dies while it is asked is no failure of the stack: it
 * is asked again, as any client would. Thread-safe.
 */
final class Rest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final PatientClient client = new PatientClient();

  /**
   * The JSON body of a GET.
   *
   * @throws StackException if there is none, also after the client's patience
   */
  JsonNode get(String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
    try {
      return JSON.readTree(client.send(request).join().body());
    } catch (CompletionException e) {
      throw new StackException("GET " + e.getCause().getMessage(), e);
    } catch (IOException e) {
      throw new StackException("GET " + url + " answered no JSON: " + e.getMessage(), e);
    }
  }
}
