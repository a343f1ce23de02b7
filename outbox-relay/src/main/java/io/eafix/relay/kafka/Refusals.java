package io.eafix.relay.kafka;

import io.eafix.relay.event.OutboxRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * What Kafka says of the single events of a batch. Thread-safe.
 *
 * <p>Whom to blame is not obvious: once a transaction has failed the client fails everything that
 * is still waiting in it with the very same exception, and brokers refuse records together with
 * their neighbours in a request. To blame too many costs the innocent a detour; so only those are
 * named for whom there is no doubt.
 */
final class Refusals {

  private final String positionsTopic;
  private final List<Failure> failures = new ArrayList<>();
  private boolean markerFirst;

  private record Failure(OutboxRow event, Exception reason) {

    String sentence() {
      return reason.getClass().getSimpleName() + ": " + reason.getMessage();
    }
  }

  /** Of a batch whose marker goes to the positions topic. */
  Refusals(String positionsTopic) {
    this.positionsTopic = positionsTopic;
  }

  /** The marker failed, for whatever reason; it too fails with what waits in its transaction. */
  synchronized void addMarker(Exception reason) {
    markerFirst |= isPoison(reason) && !any();
  }

  /**
   * Whether it is the batch's marker that is refused.
   *
   * @param outcome how the transaction failed
   */
  synchronized boolean lieInMarker(Throwable outcome) {
    return markerFirst
        || named().isEmpty()
            && (refusesPositions(outcome)
                || refusesPositions(outcome.getCause())
                || failures.stream().anyMatch(failure -> refusesPositions(failure.reason())));
  }

  private boolean refusesPositions(Throwable reason) {
    return reason instanceof TopicAuthorizationException refused
        && refused.unauthorizedTopics().contains(positionsTopic);
  }

  /** An event failed, for whatever reason; calls come in the order of the failures. */
  synchronized void add(OutboxRow event, Exception reason) {
    failures.add(new Failure(event, reason));
  }

  /** Whether something was refused for what it is. */
  synchronized boolean any() {
    return failures.stream().anyMatch(failure -> isPoison(failure.reason()));
  }

  /** Reason by id of those events that are certain to be refused for what they are. */
  synchronized Map<Long, String> named() {
    Map<Long, String> named = new LinkedHashMap<>();
    Set<String> told = new HashSet<>();
    for (Failure failure : failures) {
      if (isPoison(failure.reason()) && isCertain(failure, told)) {
        named.put(failure.event().id(), failure.sentence());
      }
    }
    return named;
  }

  /** Whether it is this event's own failure: its topic's, or the first of its kind. */
  private boolean isCertain(Failure failure, Set<String> told) {
    if (failure.reason() instanceof TopicAuthorizationException refused) {
      return refused.unauthorizedTopics().contains(failure.event().topic());
    }
    if (isOfNeighboursToo(failure)) {
      return failures.stream().filter(Refusals::isOfNeighboursToo).count() == 1;
    }
    return told.add(failure.sentence());
  }

  private static boolean isOfNeighboursToo(Failure failure) {
    return failure.reason() instanceof InvalidRecordException
        || failure.reason() instanceof PolicyViolationException;
  }

  /** Whether sending the same again would fail again. */
  static boolean isPoison(Throwable failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure instanceof InvalidTopicException
        || failure instanceof InvalidRecordException
        || failure instanceof PolicyViolationException
        || failure instanceof SerializationException
        || failure instanceof TopicAuthorizationException
        || failure instanceof IllegalArgumentException;
  }
}
