package io.eafix.localstack.replay;

import io.eafix.localstack.bars.Bar;
import io.eafix.localstack.client.Answer;
import io.eafix.localstack.client.PatientClient;
import io.eafix.localstack.process.StackException;
import io.eafix.localstack.stack.Progress;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends bars to the signal service as a careless client would: each one twice with one key, and
 * every tenth from two clients at the same moment. Bars go out in order of time, the next one as
 * soon as the one before is accepted; the second copies run alongside.
 */
public final class Replay {
  private static final int RACE_EVERY = 10;
  private static final int PENDING_PAIRS_MAX = 32;
  private static final int PROGRESS_PARTS = 10;

  private final HttpBars requests;
  private final PatientClient first = new PatientClient();
  private final PatientClient second = new PatientClient();
  private final Progress progress;
  private final Semaphore pending = new Semaphore(PENDING_PAIRS_MAX);
  private final AtomicInteger replays = new AtomicInteger();
  private final AtomicInteger different = new AtomicInteger();
  private final AtomicInteger unmarked = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  public Replay(String signalService, Progress progress) {
    this.requests = new HttpBars(signalService);
    this.progress = progress;
  }

  /**
   * Sends all bars and waits for all answers. Blocks; to be called once.
   *
   * @throws StackException if the service refuses a bar, or does not answer for a long time
   */
  public ReplayResult run(List<Bar> bars) {
    long start = System.nanoTime();
    for (int i = 0; i < bars.size(); i++) {
      pending.acquireUninterruptibly();
      throwFailure();
      join(sendTwice(bars.get(i), i % RACE_EVERY == RACE_EVERY - 1));
      tell(i + 1, bars.size(), start);
    }
    pending.acquireUninterruptibly(PENDING_PAIRS_MAX);
    throwFailure();
    return new ReplayResult(
        bars.size(),
        2 * bars.size(),
        replays.get(),
        different.get(),
        unmarked.get(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** Starts both requests of a bar; the returned stage ends when the bar is accepted. */
  private CompletableFuture<?> sendTwice(Bar bar, boolean race) {
    HttpRequest request = requests.request(bar);
    CompletableFuture<Answer> one = first.send(request);
    CompletableFuture<Answer> two =
        race ? second.send(request) : one.thenCompose(answer -> second.send(request));
    one.thenCombine(two, this::compare)
        .whenComplete(
            (done, thrown) -> {
              if (thrown != null) {
                failure.compareAndSet(null, thrown);
              }
              pending.release();
            });
    return race ? CompletableFuture.anyOf(one, two) : one;
  }

  private Void compare(Answer one, Answer two) {
    if (one.replayed()) {
      replays.incrementAndGet();
    }
    if (two.replayed()) {
      replays.incrementAndGet();
    }
    if (!one.replayed() && !two.replayed()) {
      unmarked.incrementAndGet();
    }
    if (!one.isSameAs(two)) {
      different.incrementAndGet();
    }
    return null;
  }

  private void tell(int sent, int all, long start) {
    if (sent == all || sent % Math.max(1, all / PROGRESS_PARTS) == 0) {
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      progress.say("replayed " + sent + " of " + all + " bars in " + seconds + " s");
    }
  }

  private void throwFailure() {
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw stackException(thrown);
    }
  }

  private static void join(CompletableFuture<?> accepted) {
    try {
      accepted.join();
    } catch (CompletionException e) {
      throw stackException(e);
    }
  }

  private static StackException stackException(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (cause instanceof StackException known) {
      return known;
    }
    return new StackException("the replay failed: " + cause, cause);
  }
}
