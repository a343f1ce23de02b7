package io.eafix.execution.fix.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.eafix.execution.fix.FixSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import quickfix.Acceptor;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.FileStoreFactory;
import quickfix.SLF4JLogFactory;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.ThreadedSocketAcceptor;

/**
 * A FIX 4.4 venue in a process of its own, for demonstrations and tests: fills at the far touch of
 * the quote that orders carry, remembers everything durably, never removes duplicates.
 *
 * <p>{@code FixSimulator DIRECTORY FIX_PORT HTTP_PORT}; the HTTP port, on loopback, answers {@code
 * GET /stats} and takes {@code POST /disconnect}.
 */
public final class FixSimulator implements AutoCloseable {
  private static final String SENDER = "SIMULATOR";
  private static final String TARGET = "EAFIX";
  private static final int ARGUMENTS = 3;

  private final SessionID id = FixSettings.session(SENDER, TARGET);
  private final ObjectMapper json = new ObjectMapper();
  private final SimBook book;
  private final Acceptor acceptor;
  private final HttpServer http;

  FixSimulator(Path directory, int fixPort, int httpPort) throws IOException, ConfigError {
    book = new SimBook(directory.resolve("journal.jsonl"), Clock.systemUTC());
    SessionSettings settings =
        FixSettings.of(
            id,
            Map.of(
                "ConnectionType",
                "acceptor",
                "SocketAcceptPort",
                Integer.toString(fixPort),
                "SocketAcceptAddress",
                "127.0.0.1",
                "FileStorePath",
                directory.resolve("session").toString()));
    acceptor =
        new ThreadedSocketAcceptor(
            new SimApplication(book),
            new FileStoreFactory(settings),
            settings,
            new SLF4JLogFactory(settings),
            new DefaultMessageFactory());
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort), 0);
    http.createContext("/stats", exchange -> answer(exchange, book.figures()));
    http.createContext("/disconnect", this::disconnect);
  }

  void start() throws ConfigError {
    acceptor.start();
    http.start();
  }

  private void disconnect(HttpExchange exchange) throws IOException {
    Session session = Session.lookupSession(id);
    session.disconnect("asked for by a test", false);
    answer(exchange, Map.of("disconnected", true));
  }

  private void answer(HttpExchange exchange, Object body) throws IOException {
    byte[] bytes = json.writeValueAsBytes(body);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
    acceptor.stop();
    book.close();
  }

  /** Runs until it is stopped. */
  public static void main(String[] arguments) throws IOException, ConfigError {
    if (arguments.length != ARGUMENTS) {
      System.err.println("usage: FixSimulator DIRECTORY FIX_PORT HTTP_PORT");
      System.exit(2);
    }
    FixSimulator simulator =
        new FixSimulator(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
    simulator.start();
    System.out.println("FIX simulator listens on port " + arguments[1]);
  }
}
