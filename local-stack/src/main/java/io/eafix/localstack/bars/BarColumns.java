package io.eafix.localstack.bars;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Where each column of a bar file is. Faults are {@link IllegalArgumentException}s. */
final class BarColumns {
  static final String LIST =
      "time,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close";

  private static final List<String> NAMES = List.of(LIST.split(","));
  private static final int LINE_CHARS_MAX = 1_000;
  private static final Pattern PRICE = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");

  private final Map<String, Integer> positions;

  private BarColumns(Map<String, Integer> positions) {
    this.positions = positions;
  }

  static BarColumns parse(String line) {
    List<String> names =
        Arrays.stream(withoutByteOrderMark(line).split(",", -1)).map(String::strip).toList();
    Map<String, Integer> positions = new LinkedHashMap<>();
    for (String name : names) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "unknown column '" + shortened(name) + "'; the columns are " + LIST);
      }
      if (positions.put(name, positions.size()) != null) {
        throw new IllegalArgumentException("column " + name + " is there twice");
      }
    }
    for (String name : NAMES) {
      if (!positions.containsKey(name)) {
        throw new IllegalArgumentException("missing column " + name + "; the columns are " + LIST);
      }
    }
    return new BarColumns(positions);
  }

  Bar bar(String line) {
    if (line.length() > LINE_CHARS_MAX) {
      throw new IllegalArgumentException(
          "the line has more than " + LINE_CHARS_MAX + " characters");
    }
    String[] values = line.split(",", -1);
    if (values.length != NAMES.size()) {
      throw new IllegalArgumentException(
          "expected " + NAMES.size() + " values, found " + values.length);
    }
    return new Bar(time(values), candle(values, "bid"), candle(values, "ask"));
  }

  private Candle candle(String[] values, String side) {
    return new Candle(
        price(values, side + "_open"),
        price(values, side + "_high"),
        price(values, side + "_low"),
        price(values, side + "_close"));
  }

  private Instant time(String[] values) {
    String text = value(values, "time");
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "time '" + shortened(text) + "' is not like 2024-01-31T23:59:00Z", e);
    }
  }

  private BigDecimal price(String[] values, String column) {
    String text = value(values, column);
    if (!PRICE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          column + " '" + shortened(text) + "' is not a plain decimal number such as 1.08512");
    }
    BigDecimal price = new BigDecimal(text);
    if (price.signum() == 0) {
      throw new IllegalArgumentException(column + " is zero");
    }
    return price;
  }

  private String value(String[] values, String column) {
    return values[positions.get(column)].strip();
  }

  private static String withoutByteOrderMark(String line) {
    return line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
