package io.eafix.localstack.bars;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bar file that comes with EAFIX. It is made by {@link SyntheticBars}, and says so. */
public final class BundledBars {
  /** Name of the file, also in messages. */
  public static final String NAME = "synthetic-eurusd-m1.csv";

  private static final String LABEL =
      "# synthetic EUR/USD minute bars, invented by a seeded generator: no market ever had these"
          + " prices (seed %d, %d bars)";

  private BundledBars() {}

  /** The bars of the bundled file. */
  public static List<Bar> read() {
    try (InputStream file = BundledBars.class.getResourceAsStream(NAME);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return BarFile.read(NAME, reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of the bundled file, as the generator makes it. */
  static String generate() {
    StringBuilder text = new StringBuilder();
    text.append(LABEL.formatted(SyntheticBars.BUNDLED_SEED, SyntheticBars.BUNDLED_BARS))
        .append("\n");
    text.append(BarColumns.LIST).append("\n");
    for (Bar bar : SyntheticBars.generate(SyntheticBars.BUNDLED_SEED, SyntheticBars.BUNDLED_BARS)) {
      text.append(bar.openTime());
      for (Candle side : List.of(bar.bid(), bar.ask())) {
        text.append(",").append(side.open()).append(",").append(side.high());
        text.append(",").append(side.low()).append(",").append(side.close());
      }
      text.append("\n");
    }
    return text.toString();
  }

  /** Writes the bundled file anew: {@code BundledBars FILE}. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), generate());
  }
}
