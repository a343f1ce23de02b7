package io.eafix.localstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortMapTest {
  @Test
  void variablesReplaceDefaults() {
    PortMap ports = PortMap.fromEnvironment(Map.of("EAFIX_RISK_PORT", "18082"));
    assertEquals(18082, ports.of(Component.RISK));
    assertEquals(8081, ports.of(Component.SIGNALS));
    assertEquals("http://localhost:18082", ports.url(Component.RISK));
  }

  /** An outgoing connection of any program could hold such a port when the stack starts. */
  @Test
  void noDefaultIsLentToOutgoingConnections() {
    for (Component component : Component.values()) {
      assertTrue(component.defaultPort() < Ports.EPHEMERAL_MIN, component.label());
    }
    assertTrue(Ports.free() < Ports.EPHEMERAL_MIN);
  }

  @Test
  void aVariableThatIsNoPortIsRefused() {
    for (String value : new String[] {"abc", "0", "65536", "-1", "123456"}) {
      assertRefused(
          "EAFIX_DB_PORT is '" + value + "': set it to a port from 1 to 65535 or unset it",
          Map.of("EAFIX_DB_PORT", value));
    }
  }

  @Test
  void twoComponentsCannotShareAPort() {
    assertRefused(
        "EAFIX_RISK_PORT and EAFIX_RELAY_PORT are both 8085: set one of them to another port",
        Map.of("EAFIX_RISK_PORT", "8085"));
  }

  @Test
  void aTakenPortIsNamedWithItsVariable() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PortMap ports =
          PortMap.fromEnvironment(Map.of("EAFIX_DB_PORT", Integer.toString(taken.getLocalPort())));
      StackException refusal =
          assertThrows(StackException.class, () -> ports.requireFree(Venue.PAPER));
      assertEquals(
          "port "
              + taken.getLocalPort()
              + " of postgres is taken by another program: end it, or set EAFIX_DB_PORT to a free port",
          refusal.getMessage());
    }
  }

  private static void assertRefused(String message, Map<String, String> environment) {
    StackException refusal =
        assertThrows(StackException.class, () -> PortMap.fromEnvironment(environment));
    assertEquals(message, refusal.getMessage());
  }
}
