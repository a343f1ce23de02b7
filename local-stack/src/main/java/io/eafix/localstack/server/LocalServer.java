package io.eafix.localstack.server;

import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * A real server on loopback, with the durability of production. Its data stay through every kind of
 * stop. Thread-safe; waits block the caller, each up to a limit.
 */
public abstract class LocalServer {
  private final String name;
  private final int port;
  private final ServerRun run;

  /**
   * @param name what people call it
   * @param port the TCP port of loopback it listens on; the same after a restart
   * @param run how it is run
   */
  protected LocalServer(String name, int port, ServerRun run) {
    this.name = name;
    this.port = port;
    this.run = run;
  }

  /** Whether it serves requests; asked again and again while it starts. */
  protected abstract boolean answers();

  public final String name() {
    return name;
  }

  public final int port() {
    return port;
  }

  /**
   * Starts the server and waits until it answers.
   *
   * @throws io.eafix.localstack.process.StackException if it does not come up, with the reason
   */
  public final void start() {
    run.start(this::answers);
  }

  /** Stops it in order. Does nothing if it does not run. */
  public final void stop() {
    run.stop();
  }

  /** SIGKILL, as a crash of the machine would; what was acknowledged as durable is still there. */
  public final void kill() {
    run.kill();
  }

  /** Freezes the server without closing its connections. */
  public final void pause() {
    run.pause();
  }

  /** Lets a paused server go on. */
  public final void resume() {
    run.resume();
  }

  /** Whether it lives, paused or not. */
  public final boolean isRunning() {
    return run.isRunning();
  }

  /** Where servers that are run likewise reach it, a replica for instance; unresolved. */
  public final InetSocketAddress peerAddress() {
    return run.peerAddress(port);
  }

  /** By what {@link #adopt} finds it again. */
  public final String identity() {
    return run.identity();
  }

  /** Tells the listener the identity, now and after every later start. */
  public final void onStart(Consumer<String> listener) {
    run.onStart(listener);
  }

  /**
   * Takes over a server that another class loader of this JVM started on the same data and port.
   *
   * @return whether it still runs
   */
  public final boolean adopt(String identity) {
    return run.adopt(identity);
  }

  /** Stops the server, if it runs, and starts it on the same data and port. */
  public final void restart() {
    stop();
    start();
  }
}
