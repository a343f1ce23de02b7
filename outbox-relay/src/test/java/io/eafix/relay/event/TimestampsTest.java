package io.eafix.relay.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  private final Timestamps timestamps = new Timestamps();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-27T06:13:35Z",
        "2026-11-27T06:13:35.1Z",
        "2026-11-27T06:13:35.001Z",
        "2026-11-27T06:13:35.000100Z",
        "2026-11-27T06:13:35.123456Z",
        "2026-11-27T06:13:35.123456789Z",
        "2026-11-27T06:13:35.000000001Z",
        "2026-11-27T08:13:00.5+02:00",
        "1969-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00Z",
        "-0044-03-15T12:00:00.25Z",
        "+12026-01-01T00:00:00Z"
      })
  void areThoseOfIsoInstant(String time) {
    OffsetDateTime of = OffsetDateTime.parse(time);
    String expected = DateTimeFormatter.ISO_INSTANT.format(of);
    assertEquals(expected, timestamps.text(of));
    timestamps.text(of.plusSeconds(1));
    assertEquals(expected, timestamps.text(of), "after another second");
    assertEquals(expected, timestamps.text(of), "after the same");
  }
}
