package io.eafix.idempotency.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

  @Test
  void theSameOrderBuiltTwiceHasTheSameKey() {
    assertEquals(order("eurusd ", "1.0850"), order("EURUSD", "1.085"));
  }

  @Test
  void aKeyCarriesAll256Bits() {
    String key = order("EURUSD", "1").toString();
    assertTrue(key.matches("order_submit:execution-engine:[0-9a-f]{64}"), key);
    assertEquals(order("EURUSD", "1"), IdempotencyKey.parse(key));
  }

  @Test
  void eachParameterCounts() {
    assertNotEquals(order("EURUSD", "1"), order("EURUSD", "2"));
    assertNotEquals(order("EURUSD", "1"), order("GBPUSD", "1"));
  }

  @Test
  void aMissingParameterIsRefusedNotLeftOut() {
    assertThrows(
        IllegalArgumentException.class, () -> KeyParameters.create().decimal("price", null));
    assertThrows(
        IllegalArgumentException.class, () -> KeyParameters.create().text("a", "1").text("a", "2"));
    assertThrows(
        IllegalArgumentException.class,
        () -> IdempotencyKey.of(Operation.ORDER_SUBMIT, "a", KeyParameters.create()));
  }

  @Test
  void framingKeepsPartsApart() {
    assertNotEquals(
        Sha256.framed().part("a").part("b:c").hex(), Sha256.framed().part("a:b").part("c").hex());
    assertNotEquals(
        Sha256.framed().part("a").part((String) null).hex(),
        Sha256.framed().part("a").part("").hex());
  }

  @Test
  void malformedKeysAreRefused() {
    for (String key : new String[] {"a", "a:b", "a:b:c", "A:b:" + "0".repeat(64)}) {
      assertThrows(IllegalArgumentException.class, () -> IdempotencyKey.parse(key), key);
    }
  }

  private static IdempotencyKey order(String symbol, String quantity) {
    return IdempotencyKey.of(
        Operation.ORDER_SUBMIT,
        "execution-engine",
        KeyParameters.create()
            .symbol("symbol", symbol)
            .decimal("quantity", new BigDecimal(quantity))
            .instant("decidedAt", Instant.parse("2026-01-01T00:00:00Z")));
  }
}
