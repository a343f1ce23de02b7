package io.eafix.execution.work;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jboss.logging.Logger;

/**
 * Runs claimed work with bounded concurrency: claims no more than there is room for, one claim at a
 * time, and claims again when work ends or someone wakes it. Thread-safe.
 */
public final class Lane {
  private static final Logger LOG = Logger.getLogger(Lane.class);

  private final String what;
  private final int most;
  private final IntFunction<Uni<List<Uni<Void>>>> claim;
  private int busy;
  private boolean claiming;
  private boolean again;
  private boolean ended;

  /**
   * @param what the work is, for the log
   * @param most work that may run at the same time
   * @param claim claims up to so much work; each of its items runs when subscribed
   */
  public Lane(String what, int most, IntFunction<Uni<List<Uni<Void>>>> claim) {
    this.what = what;
    this.most = most;
    this.claim = claim;
  }

  /** Says that there may be work. */
  public void wake() {
    int room;
    synchronized (this) {
      if (ended) {
        return;
      }
      if (claiming || busy >= most) {
        again = true;
        return;
      }
      claiming = true;
      again = false;
      room = most - busy;
    }
    Uni.createFrom()
        .deferred(() -> claim.apply(room))
        .subscribe()
        .with(work -> claimed(work, room), this::failed);
  }

  private void claimed(List<Uni<Void>> work, int room) {
    boolean more;
    synchronized (this) {
      claiming = false;
      busy += work.size();
      more = again || work.size() == room;
      notifyAll();
    }
    work.forEach(
        item ->
            item.subscribe()
                .with(
                    done -> ended(),
                    failure -> {
                      // A lease ends by itself, and then the instruction is in doubt.
                      LOG.warnf(failure, "An outcome of %s could not be written", what);
                      ended();
                    }));
    if (more) {
      wake();
    }
  }

  private void failed(Throwable failure) {
    LOG.warnf("Cannot look for %s: %s", what, failure);
    synchronized (this) {
      // The next poll tries again.
      claiming = false;
      notifyAll();
    }
  }

  private void ended() {
    boolean wanted;
    synchronized (this) {
      busy--;
      wanted = again;
      notifyAll();
    }
    if (wanted) {
      wake();
    }
  }

  /** Looks for no more work; what was claimed runs on. */
  public synchronized void end() {
    ended = true;
  }

  /**
   * Blocks until nothing runs, or so long; unless it has ended, what is woken meanwhile runs too.
   */
  public synchronized void awaitIdle(long limitMs) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
    try {
      long left = limitMs;
      while ((busy > 0 || claiming) && left > 0) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
