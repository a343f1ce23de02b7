package io.eafix.idempotency.operators;

import io.eafix.idempotency.problem.Problems;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.UUID;

/**
 * Which executions to list.
 *
 * @param state {@code null} for all that did not end by themselves: stuck and in doubt
 * @param operation {@code null} for all
 * @param after position of the last execution of the page before; {@code null} for the first page
 * @param limit executions in the page, at least 1
 */
public record ExecutionQuery(ExecutionState state, String operation, Position after, int limit) {

  /** An execution's place in the order of age, for finished ones in that of their expiry. */
  public record Position(Instant age, UUID executionId) {

    private static final Position FIRST = new Position(Instant.EPOCH, new UUID(0, 0));

    static Position parse(String cursor) {
      if (cursor == null) {
        return null;
      }
      String[] parts = cursor.split("_", -1);
      try {
        if (parts.length == 2) {
          return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        }
      } catch (DateTimeParseException | IllegalArgumentException e) {
        // Answered below, as every other text that is no cursor.
      }
      throw Problems.badRequest("cursor", "not a cursor", "the member next of a page");
    }

    @Override
    public String toString() {
      return age + "_" + executionId;
    }
  }

  Object[] parameters() {
    Position from = after == null ? Position.FIRST : after;
    return new Object[] {
      operation,
      OffsetDateTime.ofInstant(from.age(), ZoneOffset.UTC),
      from.executionId(),
      // One more tells whether a page follows.
      limit + 1
    };
  }
}
