package io.eafix.bench.idempotency;

import io.eafix.bench.HttpConnection;
import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** As many requests as the application takes from a fixed number of connections. */
final class Load implements AutoCloseable {

  private static final int CONNECTIONS = 16;
  private static final int KEYS_PER_CONNECTION = 50;
  private static final int OK = 200;

  private final List<HttpConnection> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

  Load(int port) throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(new HttpConnection(port));
    }
  }

  /** What the requests are. */
  enum Kind {
    /** Without idempotency. */
    PLAIN("/notes/plain"),
    /** Each with a key of its own. */
    FIRST("/notes/patient"),
    /** Each with a key that has been answered. */
    REPLAY("/notes/patient");

    private final String path;

    Kind(String path) {
      this.path = path;
    }
  }

  /**
   * Sends for a while and checks each answer.
   *
   * @return answers per second
   */
  double perSecond(Kind kind, double seconds) throws InterruptedException {
    List<Callable<Integer>> senders = new ArrayList<>();
    List<String[]> answered = new ArrayList<>();
    for (HttpConnection connection : connections) {
      answered.add(kind == Kind.REPLAY ? answeredKeys(connection) : new String[0]);
    }
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    for (int i = 0; i < CONNECTIONS; i++) {
      HttpConnection connection = connections.get(i);
      String[] keys = answered.get(i);
      senders.add(() -> send(connection, kind, keys, end));
    }
    int total = 0;
    for (Future<Integer> count : threads.invokeAll(senders)) {
      try {
        total += count.get();
      } catch (ExecutionException e) {
        throw new StackException("a request failed: " + e.getCause().getMessage(), e.getCause());
      }
    }
    return total / ((System.nanoTime() - begin) / 1e9);
  }

  private static int send(HttpConnection connection, Kind kind, String[] keys, long endNanos)
      throws IOException {
    int count = 0;
    while (System.nanoTime() < endNanos) {
      String key =
          switch (kind) {
            case PLAIN -> null;
            case FIRST -> UUID.randomUUID().toString();
            case REPLAY -> keys[count % keys.length];
          };
      HttpConnection.Answer answer = connection.post(kind.path, key, body());
      if (answer.status() != OK || answer.replayed() != (kind == Kind.REPLAY)) {
        throw new IOException(
            kind + ": status " + answer.status() + ", replayed " + answer.replayed());
      }
      count++;
    }
    return count;
  }

  private static String[] answeredKeys(HttpConnection connection) {
    String[] keys = new String[KEYS_PER_CONNECTION];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = UUID.randomUUID().toString();
      try {
        connection.post(Kind.FIRST.path, keys[i], body());
      } catch (IOException e) {
        throw new StackException("a request failed: " + e.getMessage(), e);
      }
    }
    return keys;
  }

  private static String body() {
    return "{\"text\":\"benchmark\",\"quantity\":\"1.5\"}";
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (HttpConnection connection : connections) {
      connection.close();
    }
  }
}
