package io.eafix.risk.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private final Session fx = new Session(NEW_YORK, List.of("SUNDAY 17:00-FRIDAY 17:00"), Set.of());

  @ParameterizedTest
  @CsvSource({
    // In winter New York is five hours behind UTC, in summer four.
    "2024-01-05T21:59:59Z, true",
    "2024-01-05T22:00:00Z, false",
    "2024-01-06T12:00:00Z, false",
    "2024-01-07T21:59:59Z, false",
    "2024-01-07T22:00:00Z, true",
    "2024-07-05T20:59:59Z, true",
    "2024-07-05T21:00:00Z, false",
    "2024-07-07T21:00:00Z, true",
    "2024-07-10T03:00:00Z, true"
  })
  void currenciesTradeFromSundayToFridayInNewYork(Instant time, boolean open) {
    assertEquals(open, fx.isOpen(time));
  }

  @Test
  void aDayHasHoursAndHolidays() {
    Session shares =
        new Session(
            NEW_YORK,
            List.of("MONDAY 09:30-MONDAY 16:00", "TUESDAY 09:30-TUESDAY 16:00"),
            Set.of(LocalDate.of(2024, 1, 1)));
    assertFalse(shares.isOpen(Instant.parse("2024-01-01T15:00:00Z")), "a holiday");
    assertFalse(shares.isOpen(Instant.parse("2024-01-02T14:29:59Z")), "before it opens");
    assertTrue(shares.isOpen(Instant.parse("2024-01-02T14:30:00Z")));
    assertTrue(shares.isOpen(Instant.parse("2024-01-02T20:59:59Z")));
    assertFalse(shares.isOpen(Instant.parse("2024-01-02T21:00:00Z")), "it has closed");
    assertFalse(shares.isOpen(Instant.parse("2024-01-03T15:00:00Z")), "no hours on that day");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2024-01-01T00:00:00Z", "2024-01-06T12:00:00Z", "2024-01-07T23:59:59.999Z"})
  void hoursThatEndWhereTheyStartAreTheWholeWeek(Instant time) {
    Session always = new Session(ZoneOffset.UTC, List.of("MONDAY 00:00-MONDAY 00:00"), Set.of());
    assertTrue(always.isOpen(time));
  }

  @Test
  void itTellsHoursAndTimeInItsZone() {
    assertEquals("SUNDAY 17:00-FRIDAY 17:00 America/New_York", fx.toString());
    assertEquals(
        "SATURDAY 2024-01-06T07:00 America/New_York",
        fx.local(Instant.parse("2024-01-06T12:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "17:00-18:00", "SUNDAY 25:00-FRIDAY 17:00", "Sonntag 17:00-FRIDAY 17:00"})
  void malformedHoursAreRefused(String hours) {
    List<String> given = List.of(hours);
    assertThrows(IllegalArgumentException.class, () -> new Session(NEW_YORK, given, Set.of()));
  }
}
