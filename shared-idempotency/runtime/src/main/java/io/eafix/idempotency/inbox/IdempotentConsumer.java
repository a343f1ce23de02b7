package io.eafix.idempotency.inbox;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an {@code @Incoming} method take effect once for each message.
 *
 * <p>The method takes a {@code ConsumerRecord} and returns a {@code Uni<Void>}. It runs in a
 * transaction of its own together with the row that remembers the message, and the offset is
 * committed after that: a crash before the commit leaves nothing, one after it leaves the row, by
 * which the redelivered message is recognised. Messages are told apart by their CloudEvents id
 * ({@code ce_id}), without one by topic, partition and offset.
 *
 * <p>A failure of the message is tried again with growing pauses and then handed to the failure
 * strategy of the channel, which should be the dead-letter queue. While Postgres cannot be reached
 * the message waits; that is not counted.
 */
@Documented
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface IdempotentConsumer {

  /** Name of the consumer; two consumers of one message each take effect once. */
  @Nonbinding
  String value();
}
