package io.eafix.localstack.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Sends a few administrative commands, such as {@code PING} and {@code FLUSHALL}. It understands
 * only answers of one line, and an error as an {@link IOException}. Not thread-safe.
 */
final class RedisConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int LINE_BYTES_MAX = 4_096;

  private final Socket socket = new Socket();
  private final InputStream in;

  RedisConnection(int port) throws IOException {
    try {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The answer without its type mark. */
  String send(String... words) throws IOException {
    StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int bytes = word.getBytes(StandardCharsets.UTF_8).length;
      request.append("$").append(bytes).append("\r\n").append(word).append("\r\n");
    }
    OutputStream out = socket.getOutputStream();
    out.write(request.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
    String answer = readLine();
    if (answer.startsWith("-")) {
      throw new IOException("Redis: " + answer.substring(1));
    }
    return answer.substring(1);
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0 || line.size() >= LINE_BYTES_MAX) {
        throw new IOException("Redis closed the connection or sent too long a line");
      }
      line.write(next);
    }
    if (in.read() != '\n' || line.size() == 0) {
      throw new IOException("Redis sent a malformed line");
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
