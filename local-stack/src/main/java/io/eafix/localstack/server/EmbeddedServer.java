package io.eafix.localstack.server;

import io.eafix.localstack.process.ProcessIdentity;
import java.util.function.Consumer;

/**
 * A real server on loopback, run as a child process from the binaries in its Maven artefact. Its
 * data stay in its directory through every kind of stop.
 */
public interface EmbeddedServer {
  /** What people call it. */
  String name();

  /** The TCP port it listens on; the same after a restart. */
  int port();

  /**
   * Starts the server and waits until it answers.
   *
   * @throws io.eafix.localstack.process.StackException if it does not come up, with the reason
   */
  void start();

  /** Stops it in order. Does nothing if it does not run. */
  void stop();

  /** SIGKILL, as a crash of the machine would; what was acknowledged as durable is still there. */
  void kill();

  /** Freezes the server without closing its connections. */
  void pause();

  /** Lets a paused server go on. */
  void resume();

  /** Whether its process lives. */
  boolean isRunning();

  /** Who runs it, for a JVM that wants to find it again. */
  ProcessIdentity identity();

  /** Tells the listener who runs the server, now and after every later start. */
  void onStart(Consumer<ProcessIdentity> listener);

  /**
   * Takes over a server that another class loader of this JVM started on the same directory and
   * port.
   *
   * @return whether it still runs
   */
  boolean adopt(ProcessIdentity identity);

  /** Stops the server, if it runs, and starts it on the same data and port. */
  default void restart() {
    stop();
    start();
  }
}
