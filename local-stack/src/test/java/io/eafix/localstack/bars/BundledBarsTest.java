package io.eafix.localstack.bars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BundledBarsTest {
  @Test
  void theFileIsWhatTheGeneratorMakesAndSaysSo() throws IOException {
    try (InputStream file = BundledBars.class.getResourceAsStream(BundledBars.NAME)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(BundledBars.generate(), text);
      assertTrue(text.startsWith("# synthetic "));
    }
  }

  @Test
  void theFileReadsBackAsTheGeneratedBars() {
    assertEquals(
        SyntheticBars.generate(SyntheticBars.BUNDLED_SEED, SyntheticBars.BUNDLED_BARS),
        BundledBars.read());
  }

  @Test
  void anotherSeedGivesOtherBars() {
    assertTrue(!SyntheticBars.generate(1, 100).equals(SyntheticBars.generate(2, 100)));
  }
}
