package io.eafix.execution.sender;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.instruction.InstructionKind;
import io.eafix.execution.venue.Doubt;
import io.eafix.execution.venue.QueryOutcome;
import io.eafix.execution.venue.SealOutcome;
import io.eafix.execution.venue.SendOutcome;
import io.eafix.execution.venue.Venue;
import io.eafix.execution.venue.VenueCancel;
import io.eafix.execution.venue.VenueOrder;
import io.eafix.execution.venue.VenueQuery;
import io.eafix.execution.venue.VenueReplace;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An order that its venue has had is not taken for one that never arrived. */
class ForgottenOrderTest {
  private static final int NOT_FOUND = 2;

  private final Doubts doubts = new Doubts(Configs.of(Map.of()));

  @ParameterizedTest
  @EnumSource(Doubt.class)
  void isLeftToAPerson(Doubt doubt) {
    assertInstanceOf(Verdict.Person.class, asked(doubt.code()));
  }

  @Test
  void oneOfWhichThereNeverWasATraceIsAbsent() {
    assertInstanceOf(Verdict.Absent.class, asked(null));
  }

  private Verdict asked(String code) {
    Claim claim = Claims.of(Leftovers.make(), InstructionKind.NEW, 1, NOT_FOUND, code);
    return doubts.ask(new Forgetful(), claim).await().atMost(Duration.ofSeconds(10));
  }

  /** Knows no order, and promises never to accept any. */
  private static final class Forgetful implements Venue {
    @Override
    public String name() {
      return "forgetful";
    }

    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public Uni<QueryOutcome> query(VenueQuery query) {
      return Uni.createFrom().item(new QueryOutcome.NotFound());
    }

    @Override
    public Uni<SealOutcome> seal(VenueQuery query) {
      return Uni.createFrom().item(new SealOutcome.Sealed());
    }

    @Override
    public Uni<SendOutcome> submit(VenueOrder order) {
      throw new AssertionError("only asked");
    }

    @Override
    public Uni<SendOutcome> cancel(VenueCancel cancel) {
      throw new AssertionError("only asked");
    }

    @Override
    public Uni<SendOutcome> replace(VenueReplace replace) {
      throw new AssertionError("only asked");
    }
  }
}
