package io.eafix.saga.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.saga.definition.DefinitionDocument;
import io.eafix.saga.definition.DefinitionReader;
import io.eafix.saga.definition.Expression;
import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.run.SagaState;
import io.eafix.saga.store.SagaRecord;
import java.time.Clock;
import java.time.Instant;
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

  private static Map<String, Object> input(String context) {
    SagaRecord record =
        new SagaRecord(
            UUID.randomUUID(),
            "one",
            1,
            "key",
            SagaState.RUNNING,
            context,
            "{}",
            1,
            1L,
            null,
            null,
            Instant.EPOCH,
            Map.of(),
            true);
    return ExpressionInput.ofAction(new ActiveSaga(record, PLAN, Clock.systemUTC()), 0);
  }
}
