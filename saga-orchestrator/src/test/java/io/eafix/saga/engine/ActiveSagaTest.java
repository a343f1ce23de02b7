package io.eafix.saga.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.saga.definition.DefinitionDocument;
import io.eafix.saga.definition.DefinitionReader;
import io.eafix.saga.definition.Expression;
import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.run.SagaState;
import io.eafix.saga.store.ProgressCodec;
import io.eafix.saga.store.SagaRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ActiveSagaTest {

  private static final SagaPlan PLAN =
      new SagaPlan(
          new DefinitionReader(Set.of("alpha"))
              .read(
                  DefinitionDocument.parse(
                      """
                      name: one
                      steps:
                        - {step: r, participant: alpha, kind: retriable, action: {path: /r}}
                      """)),
          1);

  /** Or a call that is sent again after a takeover would not carry the same body. */
  @Test
  void expressionsSeeTheContextAsTheClientWroteItAndAsPostgresGivesItBackAlike() {
    Expression keys = Expression.compile("[$keys(context), $string(context)]");
    Object first = keys.evaluate(input("{\"b\": 1, \"aa\": {\"z\":1.50,\"y\":1e2}, \"c\":0.10}"));
    Object taken = keys.evaluate(input("{\"b\":1,\"c\":0.10,\"aa\":{\"y\":100,\"z\":1.50}}"));
    assertEquals(first, taken);
  }

  /** Or a call that waits for a circuit would never have spent its budget. */
  @Test
  void timeInWhichACallCouldBeMadeIsNotGivenBackByReadingTheSagaAgain() {
    Instant begun = Instant.parse("2026-01-05T09:00:00Z");
    ActiveSaga started = new ActiveSaga(record("{}", "{}"), PLAN, new SetClock(begun));
    String progress = ProgressCodec.write(PLAN, started.machine.start(started));
    SetClock clock = new SetClock(begun.plusSeconds(10));
    ActiveSaga adopted = new ActiveSaga(record("{}", progress), PLAN, clock);
    Instant since = adopted.dueSince(0);
    assertEquals(begun.plusSeconds(10), since);
    clock.now = begun.plusSeconds(3000);
    adopted.reread(record("{}", progress));
    assertEquals(since, adopted.dueSince(0));
  }

  private static Map<String, Object> input(String context) {
    ActiveSaga saga = new ActiveSaga(record(context, "{}"), PLAN, Clock.systemUTC());
    return ExpressionInput.ofAction(saga, 0);
  }

  private static SagaRecord record(String context, String progress) {
    return new SagaRecord(
        UUID.randomUUID(),
        "one",
        1,
        "key",
        SagaState.RUNNING,
        context,
        progress,
        1,
        1L,
        null,
        null,
        Instant.EPOCH,
        Map.of(),
        true);
  }

  /** Stands where it was set. */
  private static final class SetClock extends Clock {
    private Instant now;

    SetClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("it has one zone");
    }
  }
}
