package io.eafix.idempotency.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sees the commands that clients send to Redis, without those that its scripts run. */
final class RedisMonitor implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final BufferedReader lines;

  RedisMonitor(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.UTF_8));
    String answer = lines.readLine();
    if (!"+OK".equals(answer)) {
      throw new IOException("MONITOR: " + answer);
    }
  }

  /** What clients have sent until one sent the mark, which is not among it. */
  List<String> until(String mark) throws IOException {
    List<String> commands = new ArrayList<>();
    String line = lines.readLine();
    while (!line.contains(mark)) {
      if (!line.contains(" lua] ")) {
        commands.add(line);
      }
      line = lines.readLine();
    }
    return commands;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
