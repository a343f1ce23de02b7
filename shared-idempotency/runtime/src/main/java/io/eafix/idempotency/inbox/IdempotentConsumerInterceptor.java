package io.eafix.idempotency.inbox;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Puts the inbox around a consumer method. */
@Interceptor
@IdempotentConsumer("")
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class IdempotentConsumerInterceptor {

  private final Inbox inbox;

  IdempotentConsumerInterceptor(Inbox inbox) {
    this.inbox = inbox;
  }

  @AroundInvoke
  Object consume(InvocationContext invocation) {
    IdempotentConsumer consumer = invocation.getMethod().getAnnotation(IdempotentConsumer.class);
    return inbox.consume(consumer.value(), message(invocation), () -> proceed(invocation));
  }

  private static ConsumerRecord<?, ?> message(InvocationContext invocation) {
    for (Object parameter : invocation.getParameters()) {
      if (parameter instanceof ConsumerRecord<?, ?> message) {
        return message;
      }
    }
    throw new IllegalStateException(
        invocation.getMethod() + ": an idempotent consumer takes a ConsumerRecord");
  }

  private static Uni<?> proceed(InvocationContext invocation) {
    try {
      return (Uni<?>) invocation.proceed();
    } catch (Exception e) {
      return Uni.createFrom().failure(e);
    }
  }
}
