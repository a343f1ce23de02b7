package io.eafix.relay.kafka;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurabilityTest {

  @ParameterizedTest
  @CsvSource({"1,1,1", "3,3,2", "3,3,3", "2,2,2", "5,3,2"})
  void enoughCopies(int brokers, int replicas, int inSyncMin) {
    assertDoesNotThrow(() -> log(brokers, replicas, inSyncMin).require());
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,2,lower it or add replicas",
    "3,2,3,lower it or add replicas",
    "3,1,1,add replicas",
    "3,3,1,set it to 2 or more",
    "2,2,1,set it to 2 or more"
  })
  void tooFew(int brokers, int replicas, int inSyncMin, String advice) {
    SetupException refusal =
        assertThrows(SetupException.class, () -> log(brokers, replicas, inSyncMin).require());
    assertTrue(refusal.getMessage().startsWith("the log has "), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(advice), refusal.getMessage());
  }

  private static Durability log(int brokers, int replicas, int inSyncMin) {
    return new Durability("the log", "log.min.isr", brokers, replicas, inSyncMin);
  }
}
