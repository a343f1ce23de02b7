package io.eafix.localstack.stack;

import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.StackException;
import java.util.EnumMap;
import java.util.Map;

/** The TCP port of every component. */
public final class PortMap {
  private static final int PORT_MAX = 65_535;

  /** The environment variable that sets where the FIX simulator accepts sessions. */
  public static final String FIX_VARIABLE = "EAFIX_FIX_PORT";

  private static final int FIX_DEFAULT = 19878;

  private final Map<Component, Integer> ports;
  private final int fixPort;

  private PortMap(Map<Component, Integer> ports, int fixPort) {
    this.ports = ports;
    this.fixPort = fixPort;
  }

  /**
   * The defaults, each replaced by its environment variable if that is set.
   *
   * @throws StackException if a variable is no port, or two components would share one
   */
  public static PortMap fromEnvironment(Map<String, String> environment) {
    Map<Component, Integer> ports = new EnumMap<>(Component.class);
    for (Component component : Component.values()) {
      String value = environment.get(component.portVariable());
      int port =
          value == null || value.isBlank()
              ? component.defaultPort()
              : parse(component.portVariable(), value.strip());
      for (Map.Entry<Component, Integer> other : ports.entrySet()) {
        if (other.getValue() == port) {
          throw same(component.portVariable(), other.getKey().portVariable(), port);
        }
      }
      ports.put(component, port);
    }
    return new PortMap(ports, fix(environment.get(FIX_VARIABLE), ports));
  }

  private static int fix(String value, Map<Component, Integer> ports) {
    int port = value == null || value.isBlank() ? FIX_DEFAULT : parse(FIX_VARIABLE, value.strip());
    ports.forEach(
        (component, other) -> {
          if (other == port) {
            throw same(FIX_VARIABLE, component.portVariable(), port);
          }
        });
    return port;
  }

  private static StackException same(String variable, String other, int port) {
    return new StackException(
        variable + " and " + other + " are both " + port + ": set one of them to another port");
  }

  /** Ports that are free right now, for tests beside a running stack. */
  public static PortMap free() {
    Map<Component, Integer> ports = new EnumMap<>(Component.class);
    for (Component component : Component.values()) {
      int port = Ports.free();
      while (ports.containsValue(port)) {
        port = Ports.free();
      }
      ports.put(component, port);
    }
    int fixPort = Ports.free();
    while (ports.containsValue(fixPort)) {
      fixPort = Ports.free();
    }
    return new PortMap(ports, fixPort);
  }

  /** Where the FIX simulator accepts sessions. */
  public int fix() {
    return fixPort;
  }

  public int of(Component component) {
    return ports.get(component);
  }

  /** Base URL of a service. */
  public String url(Component service) {
    return "http://localhost:" + of(service);
  }

  /**
   * Makes sure that every port that a stack with this venue needs can be listened on.
   *
   * @throws StackException naming the first one that is taken
   */
  public void requireFree(Venue venue) {
    ports.forEach(
        (component, port) -> {
          if (venue.needs(component)) {
            requireFree(port, component.label(), component.portVariable());
          }
        });
    if (venue == Venue.FIX) {
      requireFree(fixPort, "FIX sessions", FIX_VARIABLE);
    }
  }

  private static void requireFree(int port, String whose, String variable) {
    if (Ports.isTaken(port)) {
      throw new StackException(
          "port "
              + port
              + " of "
              + whose
              + " is taken by another program: end it, or set "
              + variable
              + " to a free port");
    }
  }

  private static int parse(String variable, String value) {
    if (!value.matches("[0-9]{1,5}")
        || Integer.parseInt(value) < 1
        || Integer.parseInt(value) > PORT_MAX) {
      throw new StackException(
          variable
              + " is '"
              + value
              + "': set it to a port from 1 to "
              + PORT_MAX
              + " or unset it");
    }
    return Integer.parseInt(value);
  }
}
