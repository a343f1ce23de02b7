package io.eafix.bench.idempotency;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection that costs the machine little, since the server under test
 * shares it. Not thread-safe.
 */
final class HttpConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int LINE_BYTES_MAX = 8_192;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] line = new byte[LINE_BYTES_MAX];

  HttpConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** An answer. */
  record Answer(int status, boolean replayed, byte[] body) {}

  /**
   * Posts a JSON document.
   *
   * @param key {@code null} for none
   */
  Answer post(String path, String key, String body) throws IOException {
    StringBuilder request = new StringBuilder(256);
    request.append("POST ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
    if (key != null) {
      request.append("Idempotency-Key: ").append(key).append("\r\n");
    }
    request
        .append("Content-Type: application/json\r\nContent-Length: ")
        .append(body.length())
        .append("\r\n\r\n")
        .append(body);
    out.write(request.toString().getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return answer();
  }

  private Answer answer() throws IOException {
    int status = Integer.parseInt(readLine().split(" ", 3)[1]);
    int length = 0;
    boolean replayed = false;
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith(LENGTH)) {
        length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
      } else if (lower.startsWith("idempotent-replayed:")) {
        replayed = true;
      } else if (lower.startsWith("transfer-encoding:")) {
        throw new IOException("an answer without a length: " + header);
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("the connection was closed inside an answer");
    }
    return new Answer(status, replayed, body);
  }

  private String readLine() throws IOException {
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || length == LINE_BYTES_MAX) {
        throw new IOException("the connection was closed, or a line is too long");
      }
      line[length++] = (byte) next;
    }
    return new String(line, 0, Math.max(0, length - 1), StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
