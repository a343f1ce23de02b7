package io.eafix.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/**
 * One benchmark: measures, prints a table for people, and with {@code --json} its ratios as the
 * last line of standard output. It judges nothing; exit code 0 means that it could measure.
 */
public abstract class Benchmark implements Callable<Integer> {

  @Option(names = "--json", description = "Print the ratios as one JSON object in the last line")
  private boolean json;

  /**
   * Measures on servers that were started for this run and are stopped after it.
   *
   * @return the ratios, by the name under which they are reported
   */
  protected abstract Map<String, Double> measure(BenchServers servers) throws Exception;

  @Override
  public final Integer call() throws Exception {
    Map<String, Double> ratios;
    try (BenchServers servers = new BenchServers(getClass().getSimpleName())) {
      ratios = measure(servers);
    }
    if (json) {
      System.out.println(line(ratios));
    }
    return 0;
  }

  /** Where progress and tables go: standard error if standard output is for a program. */
  protected final PrintStream out() {
    return json ? System.err : System.out;
  }

  static String line(Map<String, Double> ratios) {
    Map<String, BigDecimal> rounded = new LinkedHashMap<>();
    ratios.forEach(
        (name, ratio) ->
            rounded.put(name, BigDecimal.valueOf(ratio).setScale(3, RoundingMode.HALF_EVEN)));
    try {
      return new ObjectMapper().writeValueAsString(rounded);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers can be written as JSON", e);
    }
  }
}
