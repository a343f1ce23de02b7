package io.eafix.execution.fix.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * The simulator's memory: a file of one JSON object a line, each synced to disk before anyone hears
 * of it. A line that a crash tore is dropped when the file is read, as if it had not happened.
 */
final class Journal implements AutoCloseable {
  private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).build();
  private final FileChannel file;

  /**
   * One change: an order taken in or changed, the reports it made, and reports that were handed to
   * the session. Absent parts are null.
   */
  record Entry(SimOrder order, List<SimReport> reports, List<Long> sent) {}

  Journal(Path path, Consumer<Entry> reader) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      long good = Files.exists(path) ? replay(path, reader) : 0;
      file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      file.truncate(good);
      file.position(good);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private long replay(Path path, Consumer<Entry> reader) throws IOException {
    long good = 0;
    String all = Files.readString(path);
    int begin = 0;
    for (int end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', begin)) {
      String line = all.substring(begin, end);
      reader.accept(json.readValue(line, Entry.class));
      good += line.getBytes(StandardCharsets.UTF_8).length + 1;
      begin = end + 1;
    }
    return good;
  }

  /** Writes a change; when this returns it survives a crash of the machine. */
  void write(Entry entry) {
    try {
      byte[] line = (json.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(false);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
