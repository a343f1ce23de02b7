package io.eafix.saga.api;

import io.eafix.saga.definition.StepDefinition;
import io.eafix.saga.run.StepRun;
import io.eafix.saga.run.StepStatus;
import java.time.Instant;

/**
 * A step of a saga.
 *
 * @param kind compensatable, pivot or retriable
 * @param attempts finished attempts of the present phase
 * @param since when the present phase began, absent before
 * @param due when the next attempt or poll may begin, absent if none is to be made
 * @param error the last thing that went wrong, absent if nothing did
 */
public record StepView(
    String step,
    String participant,
    String kind,
    StepStatus status,
    int attempts,
    Instant since,
    Instant due,
    String error) {

  static StepView of(StepDefinition step, StepRun run) {
    return new StepView(
        step.name(),
        step.participant(),
        step.kind().text(),
        run.status(),
        run.attempts(),
        run.since(),
        run.due(),
        run.error());
  }
}
