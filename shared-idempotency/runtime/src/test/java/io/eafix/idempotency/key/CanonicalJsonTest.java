package io.eafix.idempotency.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

  @Property(tries = 300)
  void theOrderOfMembersDoesNotCount(
      @ForAll @Size(max = 8)
          Map<@AlphaChars @StringLength(min = 1, max = 9) String, Integer> members) {
    TreeMap<String, Integer> forth = new TreeMap<>(members);
    TreeMap<String, Integer> back = new TreeMap<>(Collections.reverseOrder());
    back.putAll(members);
    assertArrayEquals(canonical(json(forth)), canonical(json(back)));
  }

  @Property(tries = 300)
  void aDecimalCountsByItsValue(@ForAll BigDecimal value, @ForAll @IntRange(max = 9) int zeros) {
    BigDecimal same = value.setScale(Math.max(0, value.scale()) + zeros);
    assertArrayEquals(
        canonical("[" + value.toPlainString() + "]"), canonical("[" + same.toPlainString() + "]"));
    assertArrayEquals(canonical("[" + value + "]"), canonical("[" + same.toPlainString() + "]"));
  }

  @Property(tries = 300)
  void twoDecimalsAreTwoForms(@ForAll BigDecimal one, @ForAll BigDecimal other) {
    boolean equal = one.compareTo(other) == 0;
    assertEquals(
        equal,
        Arrays.equals(
            canonical("[" + one.toPlainString() + "]"),
            canonical("[" + other.toPlainString() + "]")));
  }

  @Test
  void largeIntegersThatAreOneDoubleAreTwoForms() {
    assertFalse(Arrays.equals(canonical("9007199254740993"), canonical("9007199254740992")));
  }

  @Test
  void aNumberIsNoStringWhateverTheStringLooksLike() {
    assertFalse(Arrays.equals(canonical("1"), canonical("\"1\"")));
    assertFalse(Arrays.equals(canonical("1"), canonical("\"#1\"")));
    assertFalse(Arrays.equals(canonical("\"#1\""), canonical("\"##1\"")));
  }

  @Test
  void absentIsNotNull() {
    assertFalse(Arrays.equals(canonical("{}"), canonical("{\"a\":null}")));
  }

  @Test
  void whatIsNotOneJsonValueHasNoForm() {
    for (String text : new String[] {"", "{", "{} {}", "{\"a\":1,\"a\":2}", "1e999999999"}) {
      assertTrue(CanonicalJson.of(text.getBytes(StandardCharsets.UTF_8)).isEmpty(), text);
    }
  }

  private static byte[] canonical(String json) {
    return CanonicalJson.of(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static String json(Map<String, Integer> members) {
    return members.entrySet().stream()
        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
