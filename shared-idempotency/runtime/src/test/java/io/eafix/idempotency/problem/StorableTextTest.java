package io.eafix.idempotency.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StorableTextTest {

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars('a', '\u00e9', '\0', '\ud83d', '\ude00', '\udbff', '\udfff')
        .ofMaxLength(6);
  }

  /** No more is refused than Postgres cannot keep, and no less. */
  @Property
  void faultlessIsWhatSurvivesUtf8AndHasNoZero(@ForAll("texts") String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    boolean kept = new String(utf8, StandardCharsets.UTF_8).equals(text) && text.indexOf(0) < 0;
    assertEquals(kept, StorableText.fault(text).isEmpty());
  }

  @Property
  void repairedIsFaultlessAndTheSameWhereNothingWasWrong(@ForAll("texts") String text) {
    String repaired = StorableText.repaired(text);
    assertEquals(Optional.empty(), StorableText.fault(repaired));
    assertEquals(text.length(), repaired.length());
    for (int i = 0; i < text.length(); i++) {
      char c = repaired.charAt(i);
      assertTrue(c == text.charAt(i) || c == '\uFFFD', repaired);
    }
    if (StorableText.fault(text).isEmpty()) {
      assertEquals(text, repaired);
    }
  }

  @Example
  void theFaultIsNamed() {
    assertEquals(Optional.of("has the character U+0000"), StorableText.fault("a\0"));
    assertEquals(Optional.of("has half a surrogate pair"), StorableText.fault("a\ud83d"));
    assertNull(StorableText.repaired(null));
  }
}
