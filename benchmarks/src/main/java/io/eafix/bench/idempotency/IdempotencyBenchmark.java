package io.eafix.bench.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.bench.BenchServers;
import io.eafix.bench.Benchmark;
import io.eafix.bench.HttpConnection;
import io.eafix.bench.Samples;
import io.eafix.bench.Table;
import io.eafix.bench.idempotency.Load.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One endpoint with one insert, plain and idempotent: first calls, replays; and the claim and
 * completion in Redis against {@code PING}, sequentially, inside the application.
 */
@Command(
    name = "idempotency",
    description = "One insert with and without an Idempotency-Key: first calls and replays.")
public final class IdempotencyBenchmark extends Benchmark {

  private static final int WARM_UP_ROUNDS_MAX = 20;

  /** The just-in-time compiler has optimised most of what has been called so often. */
  private static final int WARM_UP_CALLS_MIN = 40_000;

  /** A warm application does not get this much faster from one round to the next. */
  private static final double STILL_WARMING = 1.05;

  private static final String STORE_PATH = "/speed/store?calls=";

  @Option(names = "--rounds", defaultValue = "7", description = "Rounds (default: 7)")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "Seconds of each kind of request in a round (default: 3)")
  private double seconds;

  @Option(
      names = "--store-calls",
      defaultValue = "1000",
      description = "Claims and PINGs in a round (default: 1000)")
  private int storeCalls;

  @Override
  protected Map<String, Double> measure(BenchServers servers) throws Exception {
    int port = NoteApplication.start(servers);
    Map<Kind, List<Double>> rates = new EnumMap<>(Kind.class);
    List<Double> pings = new ArrayList<>();
    List<Double> claims = new ArrayList<>();
    try (Load load = new Load(port);
        HttpConnection store = new HttpConnection(port)) {
      warmUp(load, store);
      for (Kind kind : Kind.values()) {
        rates.put(kind, new ArrayList<>());
      }
      for (int round = 0; round < rounds; round++) {
        out().println("round " + (round + 1) + " of " + rounds);
        for (int i = 0; i < Kind.values().length; i++) {
          // Each kind has each place in the round, so none always runs on another's heels.
          Kind kind = Kind.values()[(round + i) % Kind.values().length];
          rates.get(kind).add(load.perSecond(kind, seconds));
        }
        JsonNode micros = storeMicros(store);
        pings.add(micros.get("ping").asDouble());
        claims.add(micros.get("claimAndComplete").asDouble());
      }
    }
    return report(rates, pings, claims);
  }

  /** Until the slowest kind, which has most code to compile, does not get faster any more. */
  private void warmUp(Load load, HttpConnection store) throws Exception {
    double before = 0;
    double calls = 0;
    for (int round = 1; round <= WARM_UP_ROUNDS_MAX; round++) {
      load.perSecond(Kind.PLAIN, seconds);
      load.perSecond(Kind.REPLAY, seconds);
      storeMicros(store);
      double now = load.perSecond(Kind.FIRST, seconds);
      out().printf(Locale.ROOT, "warming up: %.0f first calls per second%n", now);
      calls += now * seconds;
      if (calls >= WARM_UP_CALLS_MIN && now < before * STILL_WARMING) {
        return;
      }
      before = now;
    }
  }

  private JsonNode storeMicros(HttpConnection connection) throws IOException {
    HttpConnection.Answer answer = connection.post(STORE_PATH + storeCalls, null, "{}");
    return new ObjectMapper().readTree(answer.body());
  }

  private Map<String, Double> report(
      Map<Kind, List<Double>> rates, List<Double> pings, List<Double> claims) {
    double plain = Samples.median(rates.get(Kind.PLAIN));
    Table requests = new Table("requests", "per second", "to plain");
    rates.forEach(
        (kind, values) ->
            requests.row(
                kind.name().toLowerCase(Locale.ROOT),
                Samples.median(values),
                Samples.median(values) / plain));
    double ping = Samples.median(pings);
    double claim = Samples.median(claims);
    Table store =
        new Table("Redis, one call at a time", "p50 in microseconds", "to PING")
            .row("PING", ping, 1.0)
            .row("claim and complete", claim, claim / ping);
    out().println("\n" + requests + "\n" + store);
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratios.put("firstToPlain", Samples.median(rates.get(Kind.FIRST)) / plain);
    ratios.put("replayToPlain", Samples.median(rates.get(Kind.REPLAY)) / plain);
    ratios.put("claimCompleteToPing", claim / ping);
    return ratios;
  }
}
