package io.eafix.relay.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy on loopback that can cut its connections, or swallow bytes in one direction. */
final class Proxy implements AutoCloseable {

  /** What it does to its connections. */
  enum Fault {
    /** Closes them and accepts no others. */
    CUT,
    /** Keeps them open; what the client sends is lost. */
    SWALLOW_REQUESTS,
    /** Keeps them open; what the server answers is lost. */
    SWALLOW_ANSWERS
  }

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Fault fault;

  Proxy(int target) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void fail(Fault how) {
    fault = how;
    if (how == Fault.CUT) {
      open.forEach(Proxy::closeQuietly);
    }
  }

  /** Works again; connections that lost bytes are closed, as a network that lost them would not. */
  void heal() {
    fault = null;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (fault == Fault.CUT) {
          client.close();
          continue;
        }
        Socket onward = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(onward);
        start(() -> copy(client, onward, Fault.SWALLOW_REQUESTS));
        start(() -> copy(onward, client, Fault.SWALLOW_ANSWERS));
      } catch (IOException e) {
        // The server socket is closed, or the target is down: the client is told by its connection.
      }
    }
  }

  private void copy(Socket from, Socket to, Fault swallow) {
    byte[] buffer = new byte[8192];
    boolean lost = false;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        // Once bytes are lost the connection stays useless, as a broken one does.
        lost |= fault == swallow;
        if (!lost) {
          out.write(buffer, 0, n);
          out.flush();
        }
      }
    } catch (IOException e) {
      // One side is closed, so both are.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(Proxy::closeQuietly);
  }
}
