package io.eafix.bench.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * CPU time of a contender, and of all that runs besides it below this JVM, which are the servers.
 *
 * @param contender in seconds
 * @param servers in seconds, without processes that have ended
 */
record CpuTime(double contender, double servers) {

  /** What every process has used since its start, in seconds, by process id. */
  static Map<Long, Double> now() {
    Map<Long, Double> seconds = new HashMap<>();
    for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
      Duration used = process.info().totalCpuDuration().orElse(Duration.ZERO);
      seconds.put(process.pid(), used.toNanos() / 1e9);
    }
    return seconds;
  }

  /** What was used between two looks, of which the contender has this process id. */
  static CpuTime between(Map<Long, Double> earlier, Map<Long, Double> later, long pid) {
    double contender = 0;
    double servers = 0;
    for (Map.Entry<Long, Double> process : later.entrySet()) {
      double used = process.getValue() - earlier.getOrDefault(process.getKey(), 0.0);
      if (process.getKey() == pid) {
        contender = used;
      } else {
        servers += used;
      }
    }
    return new CpuTime(contender, servers);
  }

  /** The share of so many events of what was used for all of these. */
  CpuTime per(int wanted, int events) {
    return new CpuTime(contender * wanted / events, servers * wanted / events);
  }
}
