package io.eafix.execution.sender;

import io.eafix.execution.config.ExecutionConfig;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.venue.Doubt;
import io.eafix.execution.venue.QueryOutcome;
import io.eafix.execution.venue.SealOutcome;
import io.eafix.execution.venue.Venue;
import io.eafix.execution.venue.VenueReport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Seeks evidence for an instruction whose answer was lost. It asks and never sends again. "Not
 * found" counts only when it was said often enough, and then only with the venue's promise that the
 * id will never be accepted; else a person decides.
 */
@ApplicationScoped
class Doubts {
  private static final int DOUBLINGS_MAX = 20;

  private final ExecutionConfig config;

  Doubts(ExecutionConfig config) {
    this.config = config;
  }

  /** Asks once. Never fails. */
  Uni<Verdict> ask(Venue venue, Claim claim) {
    if (!venue.ready()) {
      return Uni.createFrom().item(unanswered(claim, "The venue is not connected"));
    }
    return limited(Uni.createFrom().deferred(() -> venue.query(claim.query())))
        .onFailure()
        .recoverWithItem(failure -> new QueryOutcome.Unanswered(String.valueOf(failure)))
        .flatMap(answer -> judge(venue, claim, answer));
  }

  private Uni<Verdict> judge(Venue venue, Claim claim, QueryOutcome answer) {
    if (answer instanceof QueryOutcome.Found found) {
      return Uni.createFrom()
          .item(found(claim, found.report().meantFor(claim.order().timeInForce())));
    } else if (answer instanceof QueryOutcome.Unanswered silence) {
      return Uni.createFrom().item(unanswered(claim, silence.cause()));
    }
    int times = claim.notFound() + 1;
    if (times < config.inDoubt().notFoundMax()) {
      return Uni.createFrom().item(notYet(claim, times));
    }
    if (claim.kind() == InstructionKind.CANCEL) {
      return Uni.createFrom()
          .item(new Verdict.Person("The venue does not know the order to be cancelled"));
    }
    if (Doubt.of(claim.code()).isPresent()) {
      return Uni.createFrom()
          .item(new Verdict.Person("The venue has had it, and does not know it now"));
    }
    return limited(Uni.createFrom().deferred(() -> venue.seal(claim.query())))
        .onFailure()
        .recoverWithItem(failure -> new SealOutcome.Unanswered(String.valueOf(failure)))
        .map(promise -> judge(claim, times, promise));
  }

  /**
   * A cancel has happened when its order has ended. While the order works on, the cancel may still
   * be on its way; after enough tries it is sent again, since two cancels do no more than one,
   * unless the venue had refused it.
   */
  private Verdict found(Claim claim, VenueReport report) {
    if (claim.kind() != InstructionKind.CANCEL || report.state() != VenueReport.State.WORKING) {
      return new Verdict.Known(report);
    }
    int times = claim.notFound() + 1;
    if (times < config.inDoubt().notFoundMax()) {
      return notYet(claim, times);
    } else if (claim.code() != null) {
      return new Verdict.Void(
          claim.code(), "The venue refused to cancel the order, which works on");
    }
    return claim.sends() < config.inDoubt().cancelSendsMax()
        ? new Verdict.Again("The order works on")
        : new Verdict.Person("The order works on after " + claim.sends() + " cancels");
  }

  private Verdict notYet(Claim claim, int times) {
    return new Verdict.Later(
        "No trace of it at the venue, " + times + " times",
        config.inDoubt().notFoundRetryMs(),
        times,
        claim.unanswered());
  }

  private Verdict judge(Claim claim, int times, SealOutcome promise) {
    if (promise instanceof SealOutcome.Sealed) {
      return new Verdict.Absent(
          "Not found " + times + " times, and it provably never will be accepted", true);
    } else if (promise instanceof SealOutcome.Disclaimed) {
      return new Verdict.Absent(
          "Not found " + times + " times, and the venue asked for it and did not get it", false);
    } else if (promise instanceof SealOutcome.Found found) {
      return new Verdict.Known(found.report().meantFor(claim.order().timeInForce()));
    } else if (promise instanceof SealOutcome.Unanswered silence) {
      return unanswered(claim, silence.cause());
    }
    return new Verdict.Person("Not found " + times + " times, and the venue makes no promises");
  }

  /** What a question without a usable answer amounts to: another later, or a person. */
  Verdict unanswered(Claim claim, String cause) {
    int times = claim.unanswered() + 1;
    if (times >= config.inDoubt().unansweredMax()) {
      return new Verdict.Person(times + " questions without an answer; last: " + cause);
    }
    long pause = config.inDoubt().unansweredRetryMs() << Math.min(times - 1, DOUBLINGS_MAX);
    return new Verdict.Later(
        cause, Math.min(pause, config.inDoubt().unansweredRetryMaxMs()), claim.notFound(), times);
  }

  private <T> Uni<T> limited(Uni<T> question) {
    return question.ifNoItem().after(Duration.ofMillis(config.sender().answerTimeoutMs())).fail();
  }
}
