package io.eafix.localstack.server;

import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How a server is run: as a process of this machine, or in a container. Its data stay through every
 * kind of stop. Thread-safe.
 */
public interface ServerRun {
  /**
   * Starts the server and waits until it is ready.
   *
   * @throws io.eafix.localstack.process.StackException if it does not come up, with the reason
   */
  void start(BooleanSupplier ready);

  /** Stops it in order. Does nothing if it does not run. */
  void stop();

  /** SIGKILL, as a crash of the machine would. */
  void kill();

  /** Freezes the server without closing its connections. */
  void pause();

  /** Lets a paused server go on. */
  void resume();

  /** Whether it lives, paused or not. */
  boolean isRunning();

  /**
   * Where servers that are run likewise reach it; unresolved.
   *
   * @param port the port of loopback that it listens on
   */
  InetSocketAddress peerAddress(int port);

  /** By what {@link #adopt} finds it again. */
  String identity();

  /** Tells the listener the identity, now and after every later start. */
  void onStart(Consumer<String> listener);

  /**
   * Takes over a server that was started elsewhere, for instance in another class loader.
   *
   * @return whether it still runs
   */
  boolean adopt(String identity);
}
