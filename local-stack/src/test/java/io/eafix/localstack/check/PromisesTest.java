package io.eafix.localstack.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.localstack.replay.ReplayResult;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PromisesTest {
  private static final String SAGA_EACH = "one saga for each BUY or SELL signal";
  private static final String NO_UNFINISHED = "no saga unfinished";
  private static final String ONE_ORDER = "one venue order for each accepted signal";
  private static final String POSITION = "position is the sum of the fills";
  private static final String RESERVATIONS = "no reservation left open";
  private static final String ON_KAFKA = "each committed outbox row is on Kafka once";
  private static final String IN_ORDER = "events of an aggregate are in order, without gaps";

  @Test
  void allPromisesAreKeptByGoodFigures() {
    assertEquals(List.of(), broken(figures -> {}));
  }

  @Test
  void eachFaultBreaksItsPromise() {
    assertEquals(List.of(SAGA_EACH), broken(figures -> figures.signals.put("BUY", 3L)));
    assertEquals(
        List.of(SAGA_EACH, NO_UNFINISHED),
        broken(figures -> figures.sagas.put("COMPENSATION_FAILED", 1L)));
    assertEquals(List.of(ONE_ORDER), broken(figures -> figures.venueDuplicates = 1));
    assertEquals(List.of(ONE_ORDER), broken(figures -> figures.venueUnexplained = 1));
    assertEquals(List.of(ONE_ORDER), broken(figures -> figures.completedTradedOnce = 1));
    assertEquals(List.of(RESERVATIONS), broken(figures -> figures.openReservations = 1));
    assertEquals(List.of(ON_KAFKA), broken(figures -> figures.kafkaDuplicates = 1));
    assertEquals(List.of(ON_KAFKA), broken(figures -> figures.deadLetters = 1));
    assertEquals(List.of(ON_KAFKA), broken(figures -> figures.kafkaEvents.put("a", 1L)));
    assertEquals(List.of(ON_KAFKA), broken(figures -> figures.outboxRows.put("unheard-of", 1L)));
    assertEquals(List.of(IN_ORDER), broken(figures -> figures.outOfOrder = 1));
  }

  @Test
  void anyOfTheFourNetQuantitiesBreaksThePosition() {
    assertEquals(List.of(POSITION), broken(figures -> figures.venueNet = "1"));
    assertEquals(List.of(POSITION), broken(figures -> figures.engineNet = "1"));
    assertEquals(List.of(POSITION), broken(figures -> figures.riskNet = "1"));
    assertEquals(List.of(POSITION), broken(figures -> figures.position = "1"));
  }

  @Test
  void aFlatPositionMayHaveARowOrNone() {
    assertEquals(
        List.of(),
        broken(
            figures -> {
              figures.venueNet = "0";
              figures.engineNet = "0.00";
              figures.riskNet = "0";
              figures.position = null;
            }));
  }

  @Test
  void theSenderSeesWhetherAnswersAreFaithful() {
    assertEquals(List.of(), brokenReplay(new ReplayResult(10, 20, 10, 0, 0, Duration.ZERO)));
    assertEquals(
        List.of("every bar recorded once"),
        brokenReplay(new ReplayResult(11, 22, 11, 0, 0, Duration.ZERO)));
    String faithful = "the second answer is the first, byte for byte";
    assertEquals(
        List.of(faithful), brokenReplay(new ReplayResult(10, 20, 10, 1, 0, Duration.ZERO)));
    assertEquals(List.of(faithful), brokenReplay(new ReplayResult(10, 20, 9, 0, 1, Duration.ZERO)));
  }

  private static List<String> broken(Consumer<FiguresBuilder> fault) {
    FiguresBuilder builder = new FiguresBuilder();
    fault.accept(builder);
    return broken(Promises.check(builder.build()));
  }

  private static List<String> brokenReplay(ReplayResult replay) {
    return broken(Promises.check(replay, new FiguresBuilder().build()));
  }

  private static List<String> broken(List<CheckResult> checks) {
    return checks.stream().filter(check -> !check.kept()).map(CheckResult::promise).toList();
  }
}
