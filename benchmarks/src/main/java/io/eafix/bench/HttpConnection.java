package io.eafix.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One kept-alive HTTP/1.1 connection that costs the machine little, since the server under test
 * shares it. Not thread-safe.
 */
public final class HttpConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int LINE_BYTES_MAX = 8_192;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] line = new byte[LINE_BYTES_MAX];

  public HttpConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /**
   * An answer.
   *
   * @param headers as they came, one a line
   */
  public record Answer(int status, List<String> headers, byte[] body) {

    /** Value of a header, {@code null} without it. */
    public String header(String name) {
      for (String header : headers) {
        if (header.length() > name.length()
            && header.charAt(name.length()) == ':'
            && header.regionMatches(true, 0, name, 0, name.length())) {
          return header.substring(name.length() + 1).strip();
        }
      }
      return null;
    }

    public boolean replayed() {
      return header("Idempotent-Replayed") != null;
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * Posts a JSON document.
   *
   * @param key {@code null} for none
   */
  public Answer post(String path, String key, String body) throws IOException {
    return send(
        "POST",
        path,
        key == null
            ? Map.of("Content-Type", "application/json")
            : Map.of("Content-Type", "application/json", "Idempotency-Key", key),
        body);
  }

  /** Sends a request and reads the whole answer. */
  public Answer send(String method, String path, Map<String, String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: localhost:");
    head.append(socket.getPort()).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + bytes.length);
    request.write(head.toString().getBytes(StandardCharsets.US_ASCII));
    request.write(bytes);
    request.writeTo(out);
    out.flush();
    return answer();
  }

  private Answer answer() throws IOException {
    int status = Integer.parseInt(readLine().split(" ", 3)[1]);
    List<String> headers = new ArrayList<>();
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      headers.add(header);
    }
    Answer head = new Answer(status, headers, new byte[0]);
    String length = head.header("Content-Length");
    byte[] body =
        length != null
            ? read(Integer.parseInt(length))
            : head.header("Transfer-Encoding") == null ? head.body() : chunks();
    return new Answer(status, headers, body);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int length = chunkLength(); length > 0; length = chunkLength()) {
      body.write(read(length));
      readLine();
    }
    readLine();
    return body.toByteArray();
  }

  private int chunkLength() throws IOException {
    return Integer.parseInt(readLine().split(";", 2)[0].strip(), 16);
  }

  private byte[] read(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("the connection was closed inside an answer");
    }
    return bytes;
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
