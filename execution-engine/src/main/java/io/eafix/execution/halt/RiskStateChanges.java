package io.eafix.execution.halt;

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
 * Hears of the risk service's kill switch. State and request for cancels commit with the memory of
 * the message, so a crash before the commit has it delivered again and one after it changes
 * nothing. A message that cannot be read at all goes to the dead letters and changes nothing.
 */
@ApplicationScoped
class RiskStateChanges {
  private static final String TYPE_HEADER = "ce_type";

  private final TradingStates states;
  private final HaltCancels cancels;
  private final ObjectMapper json;
  private final Validator validator;

  RiskStateChanges(
      TradingStates states, HaltCancels cancels, ObjectMapper json, Validator validator) {
    this.states = states;
    this.cancels = cancels;
    this.json = json;
    this.validator = validator;
  }

  @Incoming("trading-states")
  @IdempotentConsumer("risk-trading-states")
  Uni<Void> consume(ConsumerRecord<String, String> message) {
    if (!RiskStateChanged.TYPE.equals(type(message))) {
      return Uni.createFrom().voidItem();
    }
    RiskStateChanged change = read(message);
    return states
        .hear(change)
        .flatMap(
            applied ->
                applied && change.cancelsOrders()
                    ? cancels.ask(change.scope(), change.value(), change.reason()).replaceWithVoid()
                    : Uni.createFrom().voidItem());
  }

  private RiskStateChanged read(ConsumerRecord<String, String> message) {
    RiskStateChanged change;
    try {
      change = json.readValue(message.value(), RiskStateChanged.class);
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          "No change of the kill switch: " + unreadable.getMessage(), unreadable);
    }
    Set<ConstraintViolation<RiskStateChanged>> violations = validator.validate(change);
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException("No change of the kill switch: " + violations);
    }
    return change;
  }

  private static String type(ConsumerRecord<?, ?> message) {
    Header type = message.headers().lastHeader(TYPE_HEADER);
    return type == null ? null : new String(type.value(), StandardCharsets.UTF_8);
  }
}
