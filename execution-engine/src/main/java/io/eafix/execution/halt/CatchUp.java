package io.eafix.execution.halt;

import io.eafix.execution.config.ExecutionConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Holds new orders back after a start, until this engine knows every change of the risk service's
 * kill switch that was on the topic then. Another replica of the engine may be the one that takes
 * the changes over: they are known when the group has acknowledged them, which it does after they
 * have committed in the database that all share.
 *
 * <p>While that cannot be found out, as when Kafka is away, the configured wait runs; what follows
 * it is a policy. Looking goes on until it is known. Thread-safe.
 */
@ApplicationScoped
public class CatchUp {
  private static final Logger LOG = Logger.getLogger(CatchUp.class);
  private static final String CHANNEL = "trading-states";
  private static final long LOOK_EVERY_MS = 100;

  /** How it stands. */
  public enum State {
    /** New orders wait, not for too long yet. */
    WAITING,
    /** Every change made by the start is known. Stays so. */
    KNOWN,
    /** The wait is over, and new orders wait on. */
    HOLDING,
    /** The wait is over, and new orders go out by what was known before. */
    GONE_ON
  }

  private final Supplier<Map<String, ?>> group;
  private final ExecutionConfig.Halt config;
  private final long startedNanos = System.nanoTime();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(CatchUp::thread);
  private volatile boolean known;
  private volatile String trouble;
  private volatile boolean stopped;
  private Backlog backlog;
  private boolean told;

  @Inject
  CatchUp(KafkaClientService kafka, ExecutionConfig config, MeterRegistry registry) {
    this(() -> kafka.getConsumer(CHANNEL).configuration(), config.halt(), registry);
  }

  /** With how the members of the group consume. */
  CatchUp(Supplier<Map<String, ?>> group, ExecutionConfig.Halt config, MeterRegistry registry) {
    this.group = group;
    this.config = config;
    registry.gauge("eafix.halt.known", this, self -> self.known ? 1 : 0);
    registry.gauge("eafix.halt.holding", this, self -> self.holds() ? 1 : 0);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "kill-switch-catch-up");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Begins to look.
   *
   * @param released called once when all is known, on a thread that may be held up
   */
  public void begin(Runnable released) {
    looks.execute(() -> look(released));
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    looks.execute(this::end);
    looks.shutdown();
  }

  /** True while only cancels may be sent. */
  public boolean holds() {
    State state = state();
    return state == State.WAITING || state == State.HOLDING;
  }

  State state() {
    if (known) {
      return State.KNOWN;
    }
    long waitedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    if (waitedMs < config.catchUpWaitMs()) {
      return State.WAITING;
    }
    return config.catchUpPolicy() == ExecutionConfig.CatchUpPolicy.HOLD
        ? State.HOLDING
        : State.GONE_ON;
  }

  /** Why it is not known yet, if not only for want of time. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private void look(Runnable released) {
    if (stopped) {
      return;
    }
    try {
      known = gone();
      trouble = null;
    } catch (RuntimeException failure) {
      // Not fatal whatever it is: the next look may find it mended.
      trouble = failure.toString();
    }
    tell();
    if (known) {
      end();
      released.run();
    } else {
      looks.schedule(() -> look(released), LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }
  }

  private boolean gone() {
    if (backlog == null) {
      backlog = new Backlog(group.get(), config.topic());
    }
    return backlog.gone();
  }

  private void tell() {
    State state = state();
    if (known && told) {
      LOG.info("The changes of the kill switch made by the start are known now");
    } else if (state != State.WAITING && !known && !told) {
      told = true;
      LOG.errorf(
          "After %d ms it is not known how the kill switch stands in the risk service: %s. %s",
          config.catchUpWaitMs(),
          trouble().orElse("its changes have not been taken over yet"),
          state == State.HOLDING
              ? "New orders wait on"
              : "New orders go out by what was known before");
    }
  }

  private void end() {
    if (backlog != null) {
      backlog.close();
      backlog = null;
    }
  }
}
