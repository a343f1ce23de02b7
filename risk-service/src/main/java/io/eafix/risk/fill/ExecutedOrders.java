package io.eafix.risk.fill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.idempotency.inbox.IdempotentConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Books the executions that the execution engine tells of, whether or not a saga tells of them too.
 * A message that cannot be read goes to the dead letters.
 */
@ApplicationScoped
class ExecutedOrders {

  private static final String TYPE_HEADER = "ce_type";

  private final FillBook fills;
  private final ObjectMapper json;
  private final Validator validator;

  ExecutedOrders(FillBook fills, ObjectMapper json, Validator validator) {
    this.fills = fills;
    this.json = json;
    this.validator = validator;
  }

  @Incoming("executed-orders")
  @IdempotentConsumer("risk-fills")
  Uni<Void> consume(ConsumerRecord<String, String> message) {
    if (!OrderFilled.TYPE.equals(type(message))) {
      return Uni.createFrom().voidItem();
    }
    OrderFilled event = read(message);
    return fills.book(event.fill(), event.order(), Fill.Source.EVENT).replaceWithVoid();
  }

  private OrderFilled read(ConsumerRecord<String, String> message) {
    OrderFilled event;
    try {
      event = json.readValue(message.value(), OrderFilled.class);
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      throw new UnreadableMessageException(unreadable.getMessage(), unreadable);
    }
    Set<ConstraintViolation<OrderFilled>> violations = validator.validate(event);
    if (!violations.isEmpty()) {
      throw new UnreadableMessageException(violations.toString(), null);
    }
    return event;
  }

  private static String type(ConsumerRecord<?, ?> message) {
    Header type = message.headers().lastHeader(TYPE_HEADER);
    return type == null ? null : new String(type.value(), StandardCharsets.UTF_8);
  }
}
