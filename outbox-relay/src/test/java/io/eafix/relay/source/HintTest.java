package io.eafix.relay.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.relay.batch.Lane;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class HintTest {

  private static final Lane LANE = new Lane(1, 64, 127, new UUID(0, 0), 1, 1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "64|true",
        "127|true",
        "0,5,100,200|true",
        "63|false",
        "128|false",
        "0,63,128,255|false"
      })
  void concernsTheLanesOfItsShards(String payload, boolean concerns) {
    assertEquals(concerns, Hint.parse(payload).concerns(LANE));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"x", "1,,2", "256", "-1", "1 2", "99999999999", ","})
  void withoutReadableShardsItConcernsAll(String payload) {
    assertEquals(true, Hint.parse(payload).concerns(LANE));
  }
}
