package io.eafix.localstack.stack;

import io.eafix.localstack.kafka.KafkaServer;
import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.postgres.PostgresServer;
import io.eafix.localstack.process.ProcessIdentity;
import io.eafix.localstack.process.Signal;
import io.eafix.localstack.process.StackException;
import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.redis.RedisServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole of EAFIX on this machine: Postgres, Redis, Kafka and the five services, each a process
 * of its own. All end with this JVM. Data stay in the layout's data directory.
 *
 * <p>Thread-safe: {@link #close} may come from a shutdown hook while another thread starts.
 */
public final class Stack implements AutoCloseable, Endpoints {
  private static final long DISK_MIB_MIN = 1_024;
  private static final Duration LEFTOVERS_TIMEOUT = Duration.ofSeconds(30);

  private final Layout layout;
  private final PortMap ports;
  private final Progress progress;
  private final RunRegistry registry;
  private final StackLock lock;
  private final StackServers servers;
  private final Map<Component, ServiceProcess> services = new EnumMap<>(Component.class);
  private final List<Component> components;
  private volatile boolean closing;

  private Stack(Layout layout, PortMap ports, Venue venue, Progress progress, StackLock lock) {
    this.components = Stream.of(Component.values()).filter(venue::needs).toList();
    this.layout = layout;
    this.ports = ports;
    this.progress = progress;
    this.registry = new RunRegistry(layout);
    this.lock = lock;
    Secrets secrets = Secrets.in(layout.secrets(), secretNames());
    this.servers = new StackServers(layout, ports, secrets);
    boolean fix = venue == Venue.FIX;
    ServiceEnvironment environment =
        new ServiceEnvironment(servers, ports, fix ? layout.fixStore() : null);
    if (fix) {
      services.put(Component.FIX_SIMULATOR, simulator());
    }
    for (Component service : Component.SERVICES) {
      services.put(
          service,
          new ServiceProcess(
              service,
              layout,
              ServiceCommand::service,
              ports.url(service),
              environment.of(service)));
    }
  }

  /**
   * Claims the layout for this JVM. Nothing is started yet.
   *
   * @param venue where orders are executed
   * @param fresh whether to delete the data of earlier stacks first
   * @throws StackException if another stack runs here, a port is taken or the disk is full
   */
  public static Stack claim(
      Layout layout, PortMap ports, Venue venue, boolean fresh, Progress progress) {
    StackLock lock = StackLock.take(layout);
    try {
      awaitLeftovers(new RunRegistry(layout));
      if (fresh) {
        StackFiles.deleteData(layout);
      }
      StackFiles.deleteLogs(layout);
      DiskSpace.require(layout.data(), DISK_MIB_MIN);
      ports.requireFree(venue);
      return new Stack(layout, ports, venue, progress, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Starts everything and waits until every service is ready.
   *
   * @throws StackException if something does not come up; what runs by then is left to {@link
   *     #close}
   */
  public void start() {
    registry.add(
        new RunningProcess(
            RunRegistry.LAUNCHER, ProcessIdentity.of(ProcessHandle.current()), 0, Signal.TERM));
    for (Component server : Component.SERVERS) {
      startServer(server);
    }
    progress.say("starting the services");
    services.keySet().forEach(this::launchService);
    services.keySet().forEach(this::awaitService);
  }

  public Layout layout() {
    return layout;
  }

  public PortMap ports() {
    return ports;
  }

  public PostgresServer postgres() {
    return servers.postgres();
  }

  public RedisServer redis() {
    return servers.redis();
  }

  public KafkaServer kafka() {
    return servers.kafka();
  }

  @Override
  public String url(Component service) {
    return ports.url(service);
  }

  @Override
  public Optional<String> fixSimulatorUrl() {
    return services.containsKey(Component.FIX_SIMULATOR)
        ? Optional.of(ports.url(Component.FIX_SIMULATOR))
        : Optional.empty();
  }

  /** The processes of this stack, in the order of starting. */
  public List<Component> components() {
    return components;
  }

  @Override
  public String bootstrapServers() {
    return servers.kafka().bootstrapServers();
  }

  @Override
  public Connection connect(Component service) throws SQLException {
    PostgresAccount account = servers.postgresAccount(service.database());
    return servers.postgres().connect(account.name(), account.name(), account.password());
  }

  /** SIGKILL to one component. */
  public void kill(Component component) {
    if (services.containsKey(component)) {
      services.get(component).kill();
    } else {
      servers.of(component).kill();
    }
  }

  /** Freezes one component, as a long pause of its machine would. */
  public void pause(Component component) {
    if (services.containsKey(component)) {
      services.get(component).pause();
    } else {
      servers.of(component).pause();
    }
  }

  /** Lets a paused component go on. */
  public void resume(Component component) {
    if (services.containsKey(component)) {
      services.get(component).resume();
    } else {
      servers.of(component).resume();
    }
  }

  /** Starts one component that was killed, and waits until it is ready. */
  public void startAgain(Component component) {
    if (services.containsKey(component)) {
      launchService(component);
      awaitService(component);
    } else {
      startServer(component);
    }
  }

  /** Components that should run and do not. */
  public List<Component> ended() {
    List<Component> ended = new ArrayList<>();
    for (Component component : components) {
      if (!isRunning(component)) {
        ended.add(component);
      }
    }
    return ended;
  }

  /** Stops everything in order: callers before those they call, servers last. */
  @Override
  public void close() {
    closing = true;
    List<Component> order = new ArrayList<>(components);
    Collections.reverse(order);
    for (Component component : order) {
      if (services.containsKey(component)) {
        services.get(component).stop();
      } else {
        servers.of(component).stop();
      }
      registry.remove(component.label());
    }
    registry.remove(RunRegistry.LAUNCHER);
    lock.close();
  }

  private ServiceProcess simulator() {
    return new ServiceProcess(
        Component.FIX_SIMULATOR,
        layout,
        engine ->
            ServiceCommand.simulator(
                engine,
                layout.server(Component.FIX_SIMULATOR),
                ports.fix(),
                ports.of(Component.FIX_SIMULATOR)),
        ports.url(Component.FIX_SIMULATOR),
        Map.of());
  }

  private void startServer(Component server) {
    requireOpen();
    progress.say("starting " + server.label() + " on port " + ports.of(server));
    servers.of(server).start();
    remember(
        server,
        ProcessIdentity.parse(servers.of(server).identity()),
        StackServers.stopSignal(server));
    servers.provision(server);
  }

  private void launchService(Component service) {
    requireOpen();
    services.get(service).start();
    remember(service, services.get(service).identity(), ServiceProcess.STOP_SIGNAL);
  }

  private void awaitService(Component service) {
    requireOpen();
    services.get(service).awaitReady();
    progress.say(service.label() + " is ready at " + ports.url(service));
  }

  private boolean isRunning(Component component) {
    return services.containsKey(component)
        ? services.get(component).isRunning()
        : servers.of(component).isRunning();
  }

  private void remember(Component component, ProcessIdentity identity, Signal stopSignal) {
    registry.add(new RunningProcess(component.label(), identity, ports.of(component), stopSignal));
  }

  private void requireOpen() {
    if (closing) {
      throw new StackException("stopped while starting");
    }
  }

  /** A launcher that was killed leaves its processes to the reaper, which takes a moment. */
  private static void awaitLeftovers(RunRegistry registry) {
    boolean gone = Waiting.until(LEFTOVERS_TIMEOUT, () -> registry.running().isEmpty());
    if (!gone) {
      throw new StackException(
          "processes of an earlier stack still run: stop them with ./eafix down");
    }
  }

  private static List<String> secretNames() {
    List<String> names = new ArrayList<>();
    names.add(StackServers.POSTGRES_SECRET);
    names.add(StackServers.REDIS_SECRET);
    names.add("postgres." + StackServers.RELAY_ROLE);
    StackServers.databases().forEach(database -> names.add("postgres." + database));
    Component.SERVICES.forEach(service -> names.add("redis." + service.label()));
    return names;
  }
}
