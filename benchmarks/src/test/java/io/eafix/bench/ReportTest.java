package io.eafix.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void theLastLineIsOneJsonObjectInTheOrderOfTheRatios() {
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratios.put("second", 2.0 / 3);
    ratios.put("first", 12.0);
    assertEquals("{\"second\":0.667,\"first\":12.000}", Benchmark.line(ratios));
  }

  @Test
  void percentilesAreValuesThatWereMeasured() {
    double[] values = {5, 1, 4, 2, 3};
    assertEquals(3, Samples.percentile(values, 50));
    assertEquals(5, Samples.percentile(values, 99));
    assertEquals(1, Samples.percentile(values, 1));
    assertEquals(2, Samples.median(List.of(4.0, 1.0, 2.0, 3.0)));
    assertThrows(IllegalArgumentException.class, () -> Samples.percentile(new double[0], 50));
  }

  @Test
  void columnsAreAligned() {
    String table = new Table("what", "per second").row("ours", 1234.0).row("b", 0.25).toString();
    assertEquals("what  per second\nours        1234\nb          0.250\n", table);
  }
}
