package io.eafix.execution.fix.simulator;

import io.eafix.execution.fix.FixSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * <p>{@code FixSimulator DIRECTORY FIX_PORT HTTP_PORT [ADDRESS]} listens on the address, by default
 * on loopback. What the HTTP port answers and takes is in {@code docs/fix.md}.
 */
public final class FixSimulator implements AutoCloseable {
  private static final String SENDER = "SIMULATOR";
  private static final String TARGET = "EAFIX";
  private static final int ARGUMENTS_MIN = 3;
  private static final int ARGUMENTS_MAX = 4;

  private final SessionID id = FixSettings.session(SENDER, TARGET);
  private final SimBook book;
  private final Acceptor acceptor;
  private final SimHttp http;

  FixSimulator(Path directory, int fixPort, int httpPort, InetAddress address)
      throws IOException, ConfigError {
    SimFaults faults = new SimFaults();
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
                address.getHostAddress(),
                "FileStorePath",
                directory.resolve("session").toString()));
    SimApplication application = new SimApplication(book, faults);
    acceptor =
        new ThreadedSocketAcceptor(
            application,
            new FileStoreFactory(settings),
            settings,
            new SLF4JLogFactory(settings),
            new DefaultMessageFactory());
    http =
        new SimHttp(
            new InetSocketAddress(address, httpPort),
            book,
            faults,
            this::disconnect,
            application::goOn);
  }

  void start() throws ConfigError {
    acceptor.start();
    http.start();
  }

  private void disconnect() {
    try {
      Session.lookupSession(id).disconnect("asked for", false);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    http.close();
    acceptor.stop();
    book.close();
  }

  /** Runs until it is stopped. */
  public static void main(String[] arguments) throws IOException, ConfigError {
    if (arguments.length < ARGUMENTS_MIN || arguments.length > ARGUMENTS_MAX) {
      System.err.println("usage: FixSimulator DIRECTORY FIX_PORT HTTP_PORT [ADDRESS]");
      System.exit(2);
    }
    FixSimulator simulator =
        new FixSimulator(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            arguments.length == ARGUMENTS_MAX
                ? InetAddress.getByName(arguments[3])
                : InetAddress.getLoopbackAddress());
    Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
    simulator.start();
    System.out.println("FIX simulator listens on port " + arguments[1]);
  }
}
