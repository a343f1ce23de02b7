package io.eafix.localstack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of this machine's loopback. */
public final class Ports {
  private static final int CONNECT_MILLIS_MAX = 500;

  private Ports() {}

  /** A port that nothing listens on right now. Another process may take it before its user does. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StackException("no free TCP port on this machine: " + e.getMessage(), e);
    }
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
