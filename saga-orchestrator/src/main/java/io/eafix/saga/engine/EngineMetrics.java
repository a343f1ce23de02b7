package io.eafix.saga.engine;

import io.eafix.saga.run.SagaState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What the engine tells about itself. */
@ApplicationScoped
class EngineMetrics {

  private final MeterRegistry meters;
  private final Counter commits;
  private final Counter failures;
  private final Counter overtaken;
  private final Counter deleted;
  private final Counter faults;
  private final DistributionSummary batch;
  private final Map<String, Timer> calls = new ConcurrentHashMap<>();
  private final Map<SagaState, Counter> states = new ConcurrentHashMap<>();

  EngineMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.commits =
        Counter.builder("eafix.saga.commits")
            .description("Commits of saga changes")
            .register(meters);
    this.failures =
        Counter.builder("eafix.saga.commits.failed")
            .description("Commits of saga changes that failed or whose outcome is unknown")
            .register(meters);
    this.overtaken =
        Counter.builder("eafix.saga.changes.overtaken")
            .description("Changes that touched no row, because the saga was changed or taken")
            .register(meters);
    this.deleted =
        Counter.builder("eafix.saga.deleted")
            .description("Ended sagas that were deleted because their time was over")
            .register(meters);
    this.faults =
        Counter.builder("eafix.saga.faults")
            .description("Times that a saga could not be driven on and was taken up again later")
            .register(meters);
    this.batch =
        DistributionSummary.builder("eafix.saga.batch.size")
            .description("Saga changes in one commit")
            .register(meters);
  }

  void active(Supplier<Number> sagas) {
    Gauge.builder("eafix.saga.active", sagas)
        .description("Sagas this replica drives")
        .register(meters);
  }

  void open(SagaState state, Supplier<Number> sagas) {
    Gauge.builder("eafix.saga.open", sagas)
        .description("Sagas of all replicas that have not ended; NaN while that is unknown")
        .tag("state", state.name())
        .register(meters);
  }

  void committed(int changes, boolean succeeded) {
    if (succeeded) {
      commits.increment();
      batch.record(changes);
    } else {
      failures.increment();
    }
  }

  void overtaken() {
    overtaken.increment();
  }

  void deleted(int sagas) {
    deleted.increment(sagas);
  }

  void faulted() {
    faults.increment();
  }

  void entered(SagaState state) {
    states
        .computeIfAbsent(
            state,
            s ->
                Counter.builder("eafix.saga.states")
                    .description("Sagas that entered a state")
                    .tag("state", s.name())
                    .register(meters))
        .increment();
  }

  void called(String participant, String outcome, Duration took) {
    calls
        .computeIfAbsent(
            participant + ' ' + outcome,
            key ->
                Timer.builder("eafix.saga.calls")
                    .description("Calls to participants")
                    .tag("participant", participant)
                    .tag("outcome", outcome)
                    .publishPercentileHistogram()
                    .register(meters))
        .record(took);
  }
}
