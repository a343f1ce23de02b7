package io.eafix.relay.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** What Kafka says of the single events of a batch. Thread-safe. */
final class Refusals {

  private final Map<Long, Exception> failures = new ConcurrentHashMap<>();

  /** An event failed, for whatever reason. */
  void add(long id, Exception failure) {
    failures.put(id, failure);
  }

  /** Whether something was refused for what it is. */
  boolean any() {
    return failures.values().stream().anyMatch(Refusals::isPoison);
  }

  /**
   * Reason by id of those events that are known to be refused for what they are. Brokers refuse
   * records together with their neighbours in a request, so where several are called invalid it is
   * not known which are; then they are left out.
   */
  Map<Long, String> named() {
    Map<Long, String> named = new LinkedHashMap<>();
    long invalid =
        failures.values().stream().filter(InvalidRecordException.class::isInstance).count();
    failures.forEach(
        (id, failure) -> {
          if (isPoison(failure) && !(failure instanceof InvalidRecordException && invalid > 1)) {
            named.put(id, failure.getClass().getSimpleName() + ": " + failure.getMessage());
          }
        });
    return named;
  }

  /** Whether sending the same again would fail again. */
  static boolean isPoison(Throwable failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure instanceof InvalidTopicException
        || failure instanceof InvalidRecordException
        || failure instanceof SerializationException
        || failure instanceof TopicAuthorizationException
        || failure instanceof IllegalArgumentException;
  }
}
