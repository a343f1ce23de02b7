package io.eafix.saga.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.eafix.idempotency.problem.StorableText;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A place in a definition's document that knows its path, so that every fault can be reported where
 * it is instead of ending the reading.
 */
final class DocumentNode {

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final JsonNode node;
  private final String path;
  private final List<Fault> faults;

  DocumentNode(JsonNode node, String path, List<Fault> faults) {
    this.node = node;
    this.path = path;
    this.faults = faults;
  }

  void fault(String message) {
    faults.add(new Fault(path, message));
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  DocumentNode at(String field) {
    return new DocumentNode(node.path(field), path.isEmpty() ? field : path + '.' + field, faults);
  }

  /** Reports members that mean nothing, because a misspelt one would silently be ignored. */
  void allow(Set<String> fields) {
    if (!node.isObject()) {
      fault("must be an object");
      return;
    }
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!fields.contains(field)) {
                at(field).fault("unknown; known here: " + String.join(", ", sorted(fields)));
              }
            });
  }

  List<DocumentNode> list(String field, int max) {
    DocumentNode list = at(field);
    List<DocumentNode> items = new ArrayList<>();
    if (!list.node.isArray() || list.node.isEmpty() || list.node.size() > max) {
      list.fault("must be a list of 1 to " + max + " entries");
      return items;
    }
    for (int i = 0; i < list.node.size(); i++) {
      items.add(new DocumentNode(list.node.get(i), list.path + '[' + i + ']', faults));
    }
    return items;
  }

  String text(String field, Pattern allowed, String rule) {
    DocumentNode text = at(field);
    if (!text.node.isTextual() || !allowed.matcher(text.node.textValue()).matches()) {
      text.fault((text.node.isMissingNode() ? "is missing; must be " : "must be ") + rule);
      return "";
    }
    StorableText.fault(text.node.textValue()).ifPresent(text::fault);
    return text.node.textValue();
  }

  Duration duration(String field, Duration otherwise, Duration max) {
    if (!has(field)) {
      return otherwise;
    }
    DocumentNode text = at(field);
    try {
      Duration duration = Duration.parse(text.node.asText());
      if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(max) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException malformed) {
      // reported below, like a duration out of range
    }
    text.fault("must be an ISO 8601 duration from PT0.001S to " + max + ", e.g. PT5S");
    return otherwise;
  }

  int integer(String field, int otherwise, int min, int max) {
    if (!has(field)) {
      return otherwise;
    }
    DocumentNode number = at(field);
    if (!number.node.isInt() || number.node.intValue() < min || number.node.intValue() > max) {
      number.fault("must be a whole number from " + min + " to " + max);
      return otherwise;
    }
    return number.node.intValue();
  }

  boolean flag(String field) {
    if (!has(field)) {
      return false;
    }
    DocumentNode flag = at(field);
    if (!flag.node.isBoolean()) {
      flag.fault("must be true or false");
    }
    return flag.node.booleanValue();
  }

  /** One of an enumeration's texts; the first constant if it is none of them. */
  <E extends Enum<E>> E choice(String field, E[] constants, Function<E, String> text) {
    String value = at(field).node.asText("");
    List<String> allowed = new ArrayList<>();
    for (E constant : constants) {
      if (text.apply(constant).equals(value)) {
        return constant;
      }
      allowed.add(text.apply(constant));
    }
    at(field).fault("must be one of " + String.join(", ", allowed));
    return constants[0];
  }

  Optional<Expression> expression(String field) {
    if (!has(field)) {
      return Optional.empty();
    }
    DocumentNode text = at(field);
    if (!text.node.isTextual()) {
      text.fault("must be a JSONata expression, as text");
      return Optional.empty();
    }
    try {
      return Optional.of(Expression.compile(text.node.textValue()));
    } catch (IllegalArgumentException refused) {
      text.fault(refused.getMessage());
      return Optional.empty();
    }
  }

  private static List<String> sorted(Set<String> fields) {
    return fields.stream().sorted().toList();
  }
}
