package io.eafix.localstack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine's loopback. */
public final class Ports {
  /** The lowest port that Linux lends to outgoing connections; IANA's own start at 49152. */
  public static final int EPHEMERAL_MIN = 32768;

  private static final int CONNECT_MILLIS_MAX = 500;
  private static final int FREE_MIN = 20000;
  private static final int TRIES_MAX = 1000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * A port that nothing listens on right now and that this JVM was not given before. It lies below
   * those that operating systems lend to outgoing connections, so that a server that is killed
   * finds its port again. Another process may take it before its user does.
   */
  public static int free() {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FREE_MIN, EPHEMERAL_MIN);
      if (GIVEN.add(port) && !isTaken(port)) {
        return port;
      }
    }
    throw new StackException(
        "no free TCP port from " + FREE_MIN + " to " + (EPHEMERAL_MIN - 1) + " on this machine");
  }

  /** Whether something answers, or holds the port for itself. */
  public static boolean isTaken(int port) {
    if (accepts(port)) {
      return true;
    }
    try (ServerSocket socket = new ServerSocket()) {
      // Connections of a stack that has just stopped linger for a minute and do no harm.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Whether a connection is accepted. */
  public static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS_MAX);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
