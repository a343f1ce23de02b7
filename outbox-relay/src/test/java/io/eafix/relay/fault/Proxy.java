package io.eafix.relay.fault;

import io.eafix.localstack.process.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A TCP proxy on loopback that cuts its connections, holds bytes back or loses them. */
final class Proxy implements AutoCloseable {

  /** What it does to its connections. */
  enum Fault {
    /** Closes them and accepts no others. */
    CUT,
    /** Keeps them open; what the client sends is lost. */
    SWALLOW_REQUESTS,
    /** Keeps them open; what the server answers is lost. */
    SWALLOW_ANSWERS,
    /** Keeps them open; what either side sends arrives when all is well again, however late. */
    STALL,
    /** Keeps them open; of Kafka's answers, those to the end of a transaction are lost. */
    SWALLOW_COMMITS
  }

  private final ServerSocket server;
  private final int target;
  private final Supplier<Conversation> conversations;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Fault fault;

  /** In front of a server that need not be there yet, whose protocol it does not know. */
  Proxy(int target) throws IOException {
    this(target, RawBytes::new);
  }

  Proxy(int target, Supplier<Conversation> conversations) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.conversations = conversations;
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  synchronized void fail(Fault how) {
    fault = how;
    notifyAll();
    if (how == Fault.CUT) {
      open.forEach(Proxy::closeQuietly);
    }
  }

  /** Works again, save connections that lost bytes: they stay useless, as broken ones do. */
  synchronized void heal() {
    fault = null;
    notifyAll();
  }

  /**
   * Fails until somebody has noticed, then works again.
   *
   * @return whether it was noticed in time
   */
  boolean failUntil(BooleanSupplier noticed, Fault how, Duration atMost) {
    fail(how);
    boolean inTime = Waiting.until(atMost, noticed);
    heal();
    return inTime;
  }

  private synchronized void awaitFlow() throws IOException {
    try {
      while (fault == Fault.STALL) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        // The server socket is closed.
      }
    }
  }

  private void connect(Socket client) {
    if (fault == Fault.CUT) {
      closeQuietly(client);
      return;
    }
    try {
      Socket onward = new Socket(InetAddress.getLoopbackAddress(), target);
      Conversation conversation = conversations.get();
      open.add(client);
      open.add(onward);
      start(() -> copy(client, onward, conversation, true));
      start(() -> copy(onward, client, conversation, false));
    } catch (IOException e) {
      // The target is down.
      closeQuietly(client);
    }
  }

  private void copy(Socket from, Socket to, Conversation conversation, boolean requests) {
    boolean lost = false;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (byte[] bytes = conversation.next(in); bytes != null; bytes = conversation.next(in)) {
        if (requests) {
          conversation.requested(bytes);
        }
        awaitFlow();
        lost |= requests ? fault == Fault.SWALLOW_REQUESTS : losesAnswer(conversation, bytes);
        if (!lost) {
          out.write(bytes);
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

  private boolean losesAnswer(Conversation conversation, byte[] bytes) {
    Fault now = fault;
    return now == Fault.SWALLOW_ANSWERS
        || now == Fault.SWALLOW_COMMITS && conversation.endsTransaction(bytes);
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
    heal();
    open.forEach(Proxy::closeQuietly);
  }

  /** What a proxy knows of what passes over one connection. Used by one thread each way. */
  interface Conversation {

    /** What is passed on at once; {@code null} at the end. */
    byte[] next(InputStream in) throws IOException;

    /** The client sends this. */
    void requested(byte[] bytes);

    /** Whether this is the answer to the end of a transaction. */
    boolean endsTransaction(byte[] answer);
  }

  /** Passes on whatever comes. */
  private static final class RawBytes implements Conversation {

    @Override
    public byte[] next(InputStream in) throws IOException {
      byte[] buffer = new byte[8192];
      int n = in.read(buffer);
      return n < 0 ? null : Arrays.copyOf(buffer, n);
    }

    @Override
    public void requested(byte[] bytes) {
      // It has no meaning here.
    }

    @Override
    public boolean endsTransaction(byte[] answer) {
      return false;
    }
  }
}
