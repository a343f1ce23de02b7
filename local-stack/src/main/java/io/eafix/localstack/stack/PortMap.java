package io.eafix.localstack.stack;

import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.StackException;
import java.util.EnumMap;
import java.util.Map;

/** The TCP port of every component. */
public final class PortMap {
  private static final int PORT_MAX = 65_535;

  private final Map<Component, Integer> ports;

  private PortMap(Map<Component, Integer> ports) {
    this.ports = ports;
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
          throw new StackException(
              component.portVariable()
                  + " and "
                  + other.getKey().portVariable()
                  + " are both "
                  + port
                  + ": set one of them to another port");
        }
      }
      ports.put(component, port);
    }
    return new PortMap(ports);
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
    return new PortMap(ports);
  }

  public int of(Component component) {
    return ports.get(component);
  }

  /** Base URL of a service. */
  public String url(Component service) {
    return "http://localhost:" + of(service);
  }

  /**
   * Makes sure that every port can be listened on.
   *
   * @throws StackException naming the first one that is taken
   */
  public void requireFree() {
    ports.forEach(
        (component, port) -> {
          if (Ports.isTaken(port)) {
            throw new StackException(
                "port "
                    + port
                    + " of "
                    + component.label()
                    + " is taken by another program: end it, or set "
                    + component.portVariable()
                    + " to a free port");
          }
        });
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
