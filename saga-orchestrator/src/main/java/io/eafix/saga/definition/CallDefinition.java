package io.eafix.saga.definition;

import java.time.Duration;
import java.util.Optional;

/**
 * One call to a participant.
 *
 * @param path path below the participant's base URL, POSTed to
 * @param input maps the body from the saga's context and earlier results; empty sends the context
 * @param timeout longest wait for the answer of one attempt
 * @param retry when to send again
 * @param heldWhen on a pivot's compensation: if the answer satisfies it, the pivot has taken effect
 *     after all and the saga goes forward with that answer as the pivot's result
 */
public record CallDefinition(
    String path,
    Optional<Expression> input,
    Duration timeout,
    RetryPolicy retry,
    Optional<Expression> heldWhen) {}
