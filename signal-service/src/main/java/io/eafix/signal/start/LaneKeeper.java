package io.eafix.signal.start;

import io.eafix.idempotency.saga.SagaClient;
import io.eafix.signal.config.SignalConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Lets a lane go on when the saga at its head has ended.
 *
 * <p>A saga has ended for its lane when nothing will move by itself any more: it completed, was
 * compensated, waits for a person with its reservation held, or is not known to the orchestrator
 * (its database was restored). One that does not end holds its lane for a limited time only.
 */
@ApplicationScoped
class LaneKeeper {

  private static final Logger LOG = Logger.getLogger(LaneKeeper.class);
  private static final Set<String> ENDED =
      Set.of("COMPLETED", "COMPENSATED", "COMPENSATION_FAILED");

  private final HeldLanes lanes;
  private final SagaClient sagas;
  private final StartMetrics metrics;
  private final SignalConfig.Starts config;

  LaneKeeper(HeldLanes lanes, SagaClient sagas, StartMetrics metrics, SignalConfig config) {
    this.lanes = lanes;
    this.sagas = sagas;
    this.metrics = metrics;
    this.config = config.starts();
  }

  /**
   * What came of one look.
   *
   * @param released lanes that may go on
   * @param pause when to look again; empty if nothing is known to wait
   */
  record Look(int released, Optional<Duration> pause) {}

  /** Asks for all sagas that are due. */
  Uni<Look> look() {
    return lanes
        .toAsk(config.concurrencyMax())
        .flatMap(
            held ->
                Multi.createFrom()
                    .iterable(held)
                    .onItem()
                    .transformToUniAndMerge(this::ask)
                    .collect()
                    .asList()
                    .map(LaneKeeper::sum));
  }

  private Uni<Look> ask(HeldLanes.Held held) {
    return hasEnded(held)
        .flatMap(
            ended ->
                ended
                    ? lanes.letGo(held).map(gone -> new Look(1, Optional.empty()))
                    : Uni.createFrom().item(new Look(0, Optional.of(held.pause()))));
  }

  private Uni<Boolean> hasEnded(HeldLanes.Held held) {
    return sagas
        .state(held.sagaId())
        .ifNoItem()
        .after(config.callTimeout())
        .fail()
        .map(state -> state.map(ENDED::contains).orElse(true))
        .onFailure()
        .invoke(failure -> LOG.debugf(failure, "Saga %s could not be asked for", held.sagaId()))
        .onFailure()
        .recoverWithItem(false)
        .map(ended -> ended || isForced(held));
  }

  private boolean isForced(HeldLanes.Held held) {
    if (held.waited().compareTo(config.endWaitMax()) <= 0) {
      return false;
    }
    LOG.warnf(
        "Saga %s has not ended within %s; lane %s goes on without it",
        held.sagaId(), config.endWaitMax(), held.lane());
    metrics.laneForced();
    return true;
  }

  private static Look sum(List<Look> looks) {
    return new Look(
        looks.stream().mapToInt(Look::released).sum(),
        looks.stream().flatMap(look -> look.pause().stream()).min(Duration::compareTo));
  }
}
