package io.eafix.execution.venue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is kept of a venue's id is the id itself or counted, and never what is kept of another. */
class VenueIdsTest {
  private static final int LONGEST = 64;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final VenueIds ids = new VenueIds(registry);

  @Test
  void whatCanBeKeptIsKeptAsItIs() {
    List<String> good = List.of("", "E-1", "\uD83D\uDE00", "\uFFFD", "x".repeat(LONGEST));
    assertEquals(good, good.stream().map(this::kept).toList());
    assertTrue(registry.getMeters().isEmpty());
  }

  @Test
  void whatCannotIsReplacedByWhatIsItsOwn() {
    List<String> odd =
        List.of("\u0000", "\u0000\u0000", "\uD800", "\uD801", "\uDC00", "x".repeat(LONGEST + 1));
    Set<String> kept =
        Stream.concat(odd.stream(), odd.stream()).map(this::kept).collect(Collectors.toSet());
    assertEquals(odd.size(), kept.size());
    assertTrue(kept.stream().allMatch(id -> id.matches("[0-9a-f]{64}")));
    assertEquals(
        2.0 * odd.size(),
        registry.get("eafix.venue.ids.replaced").tag("venue", "fix").counter().count());
  }

  private String kept(String id) {
    return ids.kept("fix", id);
  }
}
