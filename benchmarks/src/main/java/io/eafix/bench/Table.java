package io.eafix.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of plain text: the first column to the left, all others to the right. */
public final class Table {

  private final List<String[]> rows = new ArrayList<>();

  public Table(String... head) {
    rows.add(head);
  }

  /** Adds a row; numbers show three significant places at least. */
  public Table row(Object... cells) {
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = text(cells[i]);
    }
    rows.add(row);
    return this;
  }

  @Override
  public String toString() {
    int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String format = i == 0 ? "%-" + widths[i] + "s" : "  %" + widths[i] + "s";
        line.append(String.format(Locale.ROOT, format, row[i]));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String text(Object cell) {
    if (cell instanceof Double number) {
      String format = Math.abs(number) >= 100 ? "%.0f" : Math.abs(number) >= 1 ? "%.2f" : "%.3f";
      return String.format(Locale.ROOT, format, number);
    }
    return String.valueOf(cell);
  }
}
