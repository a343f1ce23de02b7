package io.eafix.localstack.bars;

import io.eafix.localstack.process.StackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads bars from a CSV file with the columns {@code
 * time,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close} in any order. Lines
 * that start with {@code #} are comments. Times are ISO-8601 instants in rising order; prices are
 * plain decimals.
 *
 * <p>A file is read whole or refused whole, before anything is traded.
 */
public final class BarFile {
  private static final int BARS_MAX = 1_000_000;

  private final String name;
  private final List<Bar> bars = new ArrayList<>();
  private BarColumns columns;

  private BarFile(String name) {
    this.name = name;
  }

  /**
   * Reads a file.
   *
   * @throws StackException if it cannot be read or has a fault; the message tells file and line
   */
  public static List<Bar> read(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(file.toString(), reader);
    } catch (NoSuchFileException e) {
      throw new StackException(file + ": no such file; give a CSV file with --bars", e);
    } catch (CharacterCodingException e) {
      throw new StackException(file + ": not a text file in UTF-8", e);
    } catch (IOException e) {
      throw new StackException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  static List<Bar> read(String name, BufferedReader reader) throws IOException {
    return new BarFile(name).readAll(reader);
  }

  private List<Bar> readAll(BufferedReader reader) throws IOException {
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        accept(number, line);
      }
    }
    if (columns == null) {
      throw fault(1, "the file is empty: the first line must name the columns " + BarColumns.LIST);
    }
    if (bars.isEmpty()) {
      throw fault(number, "no bars after the line that names the columns");
    }
    return List.copyOf(bars);
  }

  private void accept(int number, String line) {
    try {
      if (columns == null) {
        columns = BarColumns.parse(line);
      } else {
        accept(columns.bar(line));
      }
    } catch (IllegalArgumentException e) {
      throw fault(number, e.getMessage());
    }
  }

  private void accept(Bar bar) {
    String fault = bar.fault();
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
    if (!bars.isEmpty()) {
      Bar previous = bars.get(bars.size() - 1);
      if (!bar.openTime().isAfter(previous.openTime())) {
        throw new IllegalArgumentException(
            "time "
                + bar.openTime()
                + " is not after "
                + previous.openTime()
                + " of the bar before");
      }
    }
    if (bars.size() == BARS_MAX) {
      throw new IllegalArgumentException("more than " + BARS_MAX + " bars; split the file");
    }
    bars.add(bar);
  }

  private StackException fault(int line, String problem) {
    return new StackException(name + ":" + line + ": " + problem);
  }
}
