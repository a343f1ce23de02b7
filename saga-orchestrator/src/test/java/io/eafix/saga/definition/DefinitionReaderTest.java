package io.eafix.saga.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DefinitionReaderTest {

  private static final Set<String> PARTICIPANTS =
      Set.of("alpha", "signal-service", "risk-service", "execution-engine");

  @Test
  void readsTheShippedDefinition() throws IOException {
    SagaDefinition trading = read(shipped());
    assertEquals(4, trading.groups().size());
    assertEquals(StepKind.PIVOT, trading.groups().get(2).get(0).kind());
    assertTrue(trading.uniqueBusinessKey());
  }

  /** A signal of history has a clock that stands still, which the venue's does not know. */
  @Test
  void onlyALiveSignalExpiresOnItsWayToTheVenue() throws IOException {
    Expression input = read(shipped()).groups().get(2).get(0).action().input().orElseThrow();
    String validUntil = "2026-01-05T10:00:00Z";
    Map<String, Object> live = new HashMap<>(Map.of("validUntil", validUntil));
    assertEquals(validUntil, orderOf(input, live).get("validUntil"));
    live.put("asOf", null);
    assertEquals(validUntil, orderOf(input, live).get("validUntil"));
    Map<String, Object> history = Map.of("validUntil", validUntil, "asOf", validUntil);
    assertNull(orderOf(input, history).get("validUntil"));
  }

  private static Map<?, ?> orderOf(Expression input, Map<String, Object> signal) {
    return (Map<?, ?>)
        input.evaluate(
            Map.of(
                "context", Map.of("signalId", "s"),
                "results", Map.of("validate_signal", signal, "check_risk", Map.of())));
  }

  @Test
  void tellsEveryFaultAndWhereItIs() {
    Map<String, String> faults =
        faults(
            """
            name: 7up
            dedline: PT5M
            steps:
              - step: a
                participant: nobody
                kind: compensatable
                action: {path: no-slash, timeout: 5s, input: '$now()'}
              - {step: b, participant: alpha, kind: maybe, action: {path: /b, input: 'a.('}}
            """);
    assertEquals(
        Set.of(
            "name",
            "dedline",
            "steps[0].participant",
            "steps[0].action.path",
            "steps[0].action.timeout",
            "steps[0].action.input",
            "steps[1].kind",
            "steps[1].action.input"),
        faults.keySet());
    assertTrue(faults.get("steps[0].action.input").contains("a retry must send the same body"));
  }

  @Test
  void nothingUncompensatableBeforeThePivotAndNoCompensationAfterIt() {
    Map<String, String> faults =
        faults(
            """
            name: rules
            steps:
              - {step: a, participant: alpha, kind: compensatable, action: {path: /a}}
              - {step: p, participant: alpha, kind: pivot, action: {path: /p}, when: 'true'}
              - {step: q, participant: alpha, kind: pivot, action: {path: /q}}
              - {step: r, participant: alpha, kind: retriable, action: {path: /r}, compensation: {path: /ur}}
              - {step: a, participant: alpha, kind: compensatable, action: {path: /a}, compensation: {path: /ua}}
            """);
    assertEquals(
        Set.of(
            "steps[0].compensation",
            "steps[1].when",
            "steps[2].kind",
            "steps[3].compensation",
            "steps[4].step",
            "steps[4].kind"),
        faults.keySet());
  }

  @Test
  void pivotStandsAloneAndGroupsAreOfOneKind() {
    Map<String, String> faults =
        faults(
            """
            name: groups
            steps:
              - parallel:
                - {step: a, participant: alpha, kind: compensatable, action: {path: /a}, compensation: {path: /ua}}
                - {step: p, participant: alpha, kind: pivot, action: {path: /p}}
            """);
    assertEquals(Set.of("steps[0]", "steps[0].parallel[1].kind"), faults.keySet());
  }

  @Test
  void refusesWhatCannotBeKept() {
    String steps =
        "steps: [{step: a, participant: alpha, kind: compensatable, action: {path: /a},"
            + " compensation: {path: /ua}}]";
    assertEquals(
        Map.of("description", "has the character U+0000"),
        faults("name: a\ndescription: \"a\\0b\"\n" + steps));
    assertEquals(
        Set.of("deadline"), faults("name: a\ndeadline: PT9223372036854776S\n" + steps).keySet());
  }

  @Test
  void refusesWhatIsNoDocument() {
    assertFalse(faults("just text").isEmpty());
    assertFalse(faults("a: 1\na: 2").isEmpty());
    assertFalse(faults("{").isEmpty());
  }

  @Test
  void layoutMakesNoVersionButContentDoes() {
    assertEquals(digest("{name: a, steps: [1]}"), digest("# comment\nsteps: [1]\nname: a"));
    assertNotEquals(digest("{name: a, steps: [1]}"), digest("{name: a, steps: [2]}"));
  }

  private static String digest(String text) {
    return DefinitionDocument.digest(DefinitionDocument.parse(text));
  }

  private static SagaDefinition read(String yaml) {
    return new DefinitionReader(PARTICIPANTS).read(DefinitionDocument.parse(yaml));
  }

  private static Map<String, String> faults(String yaml) {
    List<Fault> faults = assertThrows(InvalidDefinitionException.class, () -> read(yaml)).faults();
    return faults.stream().collect(Collectors.toMap(Fault::path, Fault::message, (a, b) -> a));
  }

  private static String shipped() throws IOException {
    try (InputStream in =
        DefinitionReaderTest.class.getResourceAsStream("/definitions/trading.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
