package io.eafix.testservers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import io.eafix.localstack.process.StackException;
import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.server.ServerRun;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategy;

/**
 * Runs a server in a container, on a port of loopback that stays the same through kills and
 * restarts. The data lie in the container; it is removed with the JVM that made it.
 */
final class ContainerRun implements ServerRun {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
  private static final int STOP_SECONDS_MAX = 20;

  private final GenericContainer<?> definition;
  private final String name;
  private final int containerPort;
  private Consumer<String> listener = identity -> {};
  private String id;

  /**
   * @param definition image, command and environment; not started
   * @param hostPort the port of loopback to publish the server at
   * @param containerPort where it listens in the container
   */
  ContainerRun(GenericContainer<?> definition, int hostPort, int containerPort) {
    this.name = definition.getDockerImageName();
    definition.setPortBindings(List.of("127.0.0.1:" + hostPort + ":" + containerPort));
    definition.setWaitStrategy(notAtAll());
    this.definition = definition;
    this.containerPort = containerPort;
  }

  @Override
  public synchronized void start(BooleanSupplier ready) {
    if (isRunning()) {
      throw new IllegalStateException(name + " runs already");
    }
    if (id == null) {
      definition.start();
      id = definition.getContainerId();
    } else {
      docker().startContainerCmd(id).exec();
    }
    boolean up = Waiting.until(START_TIMEOUT, () -> !isRunning() || ready.getAsBoolean());
    if (!up || !isRunning()) {
      throw new StackException(name + " did not start, see `docker logs " + id + "`");
    }
    listener.accept(id);
  }

  @Override
  public synchronized void stop() {
    if (isRunning()) {
      resume();
      try {
        docker().stopContainerCmd(id).withTimeout(STOP_SECONDS_MAX).exec();
      } catch (NotModifiedException e) {
        // It ended by itself.
      }
    }
  }

  @Override
  public synchronized void kill() {
    resume();
    docker().killContainerCmd(started()).exec();
    if (!Waiting.until(Duration.ofSeconds(STOP_SECONDS_MAX), () -> !isRunning())) {
      throw new StackException(name + " does not die, see `docker ps`");
    }
  }

  @Override
  public synchronized void pause() {
    docker().pauseContainerCmd(started()).exec();
  }

  @Override
  public synchronized void resume() {
    if (Boolean.TRUE.equals(state().getPaused())) {
      docker().unpauseContainerCmd(started()).exec();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return id != null && Boolean.TRUE.equals(state().getRunning());
  }

  /** Containers of the default network reach each other without the ports of loopback. */
  @Override
  public synchronized InetSocketAddress peerAddress(int port) {
    String host =
        docker()
            .inspectContainerCmd(started())
            .exec()
            .getNetworkSettings()
            .getNetworks()
            .values()
            .stream()
            .findFirst()
            .orElseThrow(() -> new StackException(name + " is in no network"))
            .getIpAddress();
    return InetSocketAddress.createUnresolved(host, containerPort);
  }

  @Override
  public synchronized String identity() {
    return started();
  }

  @Override
  public synchronized void onStart(Consumer<String> newListener) {
    listener = newListener;
    if (isRunning()) {
      listener.accept(id);
    }
  }

  @Override
  public synchronized boolean adopt(String identity) {
    id = identity;
    try {
      return isRunning();
    } catch (NotFoundException e) {
      id = null;
      return false;
    }
  }

  private InspectContainerResponse.ContainerState state() {
    return docker().inspectContainerCmd(started()).exec().getState();
  }

  private String started() {
    if (id == null) {
      throw new IllegalStateException("not started");
    }
    return id;
  }

  private static DockerClient docker() {
    return DockerClientFactory.instance().client();
  }

  /** Whether it serves is for the server to say, at a restart too. */
  private static WaitStrategy notAtAll() {
    return new AbstractWaitStrategy() {
      @Override
      protected void waitUntilReady() {}
    };
  }
}
