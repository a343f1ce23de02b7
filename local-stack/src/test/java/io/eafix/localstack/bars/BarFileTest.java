package io.eafix.localstack.bars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eafix.localstack.process.StackException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarFileTest {
  private static final String HEADER = BarColumns.LIST;
  private static final String GOOD = "2024-01-02T00:00:00Z,1.1,1.2,1.0,1.1,1.1,1.2,1.0,1.1";

  @Test
  void readsBarsPastCommentsBlankLinesAndCarriageReturns() throws IOException {
    List<Bar> bars = read("# a label", HEADER + "\r", GOOD + "\r", "", "# end");
    assertEquals(1, bars.size());
    assertEquals(Instant.parse("2024-01-02T00:00:00Z"), bars.get(0).openTime());
    assertEquals(new BigDecimal("1.2"), bars.get(0).bid().high());
  }

  @Test
  void findsColumnsByNameAndIgnoresAByteOrderMark() throws IOException {
    List<Bar> bars =
        read(
            "\uFEFFask_close,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,time",
            "1.9,1.1,1.2,1.0,1.1,1.8,2.0,1.7,2024-01-02T00:00:00Z");
    assertEquals(new BigDecimal("1.9"), bars.get(0).ask().close());
  }

  @Test
  void keepsCrossedQuotesBecauseRealFeedsShowThem() throws IOException {
    assertEquals(1, read(HEADER, "2024-01-02T00:00:00Z,2,2,2,2,1,1,1,1").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-01-02T00:00:00Z,1.1,1.0,1.2,1.1,1.1,1.2,1.0,1.1 | bid: high 1.0 is below low 1.2",
        "2024-01-02T00:00:00Z,1.1,1.2,1.0,1.3,1.1,1.2,1.0,1.1 | bid: high 1.2 is below open or close",
        "2024-01-02T00:00:00Z,1.1,1.2,1.0,1.1,0.9,1.2,1.0,1.1 | ask: low 1.0 is above open or close",
        "2024-01-02T00:00:00Z,1.1,1.2,1.0,abc,1.1,1.2,1.0,1.1 | bid_close 'abc' is not a plain decimal number such as 1.08512",
        "2024-01-02T00:00:00Z,1.1,1.2,1.0,-1,1.1,1.2,1.0,1.1 | bid_close '-1' is not a plain decimal number such as 1.08512",
        "2024-01-02T00:00:00Z,1.1,1.2,1.0,1e5,1.1,1.2,1.0,1.1 | bid_close '1e5' is not a plain decimal number such as 1.08512",
        "2024-01-02T00:00:00Z,1.1,1.2,0,1.1,1.1,1.2,1.0,1.1 | bid_low is zero",
        "2024-01-02T00:00:00Z,1.1,1.2,1.0 | expected 9 values, found 4",
        "yesterday,1.1,1.2,1.0,1.1,1.1,1.2,1.0,1.1 | time 'yesterday' is not like 2024-01-31T23:59:00Z",
      })
  void refusesABadBarWithFileAndLine(String line, String problem) {
    assertRefused("file.csv:3: " + problem, "# label", HEADER, line);
  }

  @Test
  void refusesTimesThatDoNotRise() {
    assertRefused(
        "file.csv:3: time 2024-01-02T00:00:00Z is not after 2024-01-02T00:00:00Z of the bar before",
        HEADER,
        GOOD,
        GOOD);
  }

  @Test
  void refusesHeadersThatAreNotTheColumns() {
    assertRefused(
        "file.csv:1: missing column ask_close; the columns are " + HEADER,
        HEADER.replace(",ask_close", ""));
    assertRefused(
        "file.csv:1: unknown column 'volume'; the columns are " + HEADER, HEADER + ",volume");
    assertRefused("file.csv:1: column time is there twice", HEADER + ",time");
  }

  @Test
  void refusesAFileWithoutBars() {
    assertRefused(
        "file.csv:1: the file is empty: the first line must name the columns " + HEADER, "");
    assertRefused("file.csv:1: no bars after the line that names the columns", HEADER);
  }

  @Test
  void refusesAFileThatIsNotThereOrNoText(@TempDir Path directory) throws IOException {
    Path missing = directory.resolve("missing.csv");
    StackException none = assertThrows(StackException.class, () -> BarFile.read(missing));
    assertEquals(missing + ": no such file; give a CSV file with --bars", none.getMessage());
    Path binary = Files.write(directory.resolve("binary.csv"), new byte[] {(byte) 0xff, 0, 1});
    StackException noText = assertThrows(StackException.class, () -> BarFile.read(binary));
    assertEquals(binary + ": not a text file in UTF-8", noText.getMessage());
    StackException folder = assertThrows(StackException.class, () -> BarFile.read(directory));
    assertEquals(directory + ": cannot be read: Is a directory", folder.getMessage());
  }

  private static void assertRefused(String message, String... lines) {
    StackException refusal = assertThrows(StackException.class, () -> read(lines));
    assertEquals(message, refusal.getMessage());
  }

  private static List<Bar> read(String... lines) throws IOException {
    return BarFile.read("file.csv", new BufferedReader(new StringReader(String.join("\n", lines))));
  }
}
