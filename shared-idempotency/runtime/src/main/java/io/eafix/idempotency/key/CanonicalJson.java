package io.eafix.idempotency.key;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * One byte form for all JSON texts that mean the same.
 *
 * <p>RFC 8785 (JSON Canonicalization Scheme) with one difference: the scheme reads numbers as IEEE
 * doubles, under which two large quantities can become one. Numbers are therefore turned into
 * framed strings of their exact value first, in plain form without trailing zeros, so 1.0850 is
 * 1.085, 1e2 is 100, and 9007199254740993 is not 9007199254740992. A number is never equal to a
 * string.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785</a>
 */
public final class CanonicalJson {

  /** Precedes the digits of a number; strings that begin with it get one more. */
  private static final String NUMBER_MARK = "#";

  /** The longest exponent that is written out; a longer one is no quantity of any market. */
  private static final int SCALE_MAX = 400;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private CanonicalJson() {}

  /**
   * The canonical form of a JSON text.
   *
   * @param json UTF-8
   * @return empty if it is not one JSON value, repeats a member, or has a number out of range: then
   *     only its bytes can identify it
   */
  public static Optional<byte[]> of(byte[] json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      if (tree == null || tree.isMissingNode()) {
        return Optional.empty();
      }
      return Optional.of(of(tree));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The canonical form of a JSON tree.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public static byte[] of(JsonNode tree) {
    try {
      // The scheme's own parser wants an object or an array at the top.
      String framed = MAPPER.writeValueAsString(MAPPER.createArrayNode().add(exact(tree)));
      return new JsonCanonicalizer(framed).getEncodedUTF8();
    } catch (IOException e) {
      throw new IllegalArgumentException("not representable as canonical JSON", e);
    }
  }

  /** The plain form of a decimal: no exponent, no trailing zeros, zero without a sign. */
  public static String plain(BigDecimal value) {
    if (Math.abs(value.scale()) > SCALE_MAX || value.precision() > SCALE_MAX) {
      throw new IllegalArgumentException("a number has more than " + SCALE_MAX + " digits");
    }
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static JsonNode exact(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = MAPPER.createObjectNode();
      node.properties().forEach(member -> object.set(member.getKey(), exact(member.getValue())));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = MAPPER.createArrayNode();
      node.forEach(element -> array.add(exact(element)));
      return array;
    }
    if (node.isNumber()) {
      return MAPPER.getNodeFactory().textNode(NUMBER_MARK + plain(node.decimalValue()));
    }
    if (node.isTextual() && node.textValue().startsWith(NUMBER_MARK)) {
      return MAPPER.getNodeFactory().textNode(NUMBER_MARK + node.textValue());
    }
    return node;
  }
}
