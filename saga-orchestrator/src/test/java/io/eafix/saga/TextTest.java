package io.eafix.saga;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that Postgres cannot keep is the client's fault, and said to be, wherever it comes in. */
@QuarkusTest
class TextTest {

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Shapes.threeSteps("texts");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "definition | {'definition':'te\\u0000xts','businessKey':'b','context':{}}",
        "businessKey | {'definition':'texts','businessKey':'b\\u0000','context':{}}",
        "businessKey | {'definition':'texts','businessKey':'\\ud800','context':{}}",
        "context.text | {'definition':'texts','businessKey':'b','context':{'text':'\\u0000'}}",
        "context.list.1 | {'definition':'texts','businessKey':'b','context':{'list':[1,'\\u0000']}}",
        "context.a\uFFFD | {'definition':'texts','businessKey':'b','context':{'a\\u0000':1}}"
      },
      delimiter = '|')
  void aStartIsRefusedAndTheFieldNamed(String field, String body) {
    given()
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(body.replace('\'', '"'))
        .post("/sagas")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:eafix:problem:invalid-field"))
        .body("field", equalTo(field));
  }

  /** What JSON can say and a column of decimals in plain form cannot. */
  @Test
  void aContextWithAnEndlessNumberIsRefused() {
    given()
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body("{\"definition\":\"texts\",\"businessKey\":\"b\",\"context\":{\"n\":1e-20000}}")
        .post("/sagas")
        .then()
        .statusCode(400)
        .body("field", equalTo("context"));
  }

  @Test
  void aCommandIsRefusedAndTheFieldNamed() {
    String saga = Sagas.start("texts", Map.of());
    Sagas.command(saga, "pause", Map.of("reason", "a\0b"))
        .statusCode(400)
        .body("field", equalTo("reason"));
    Sagas.command(saga, "retry", Map.of("step", "\0", "reason", "a"))
        .statusCode(400)
        .body("field", equalTo("step"));
  }

  @Test
  void anOutcomeIsRefusedAndTheFieldNamed() {
    String saga = Sagas.start("texts", Map.of());
    Sagas.command(saga, "steps/a/outcome", Map.of("succeeded", false, "error", "\0"))
        .statusCode(400)
        .body("field", equalTo("error"));
    Sagas.command(saga, "steps/a/outcome", Map.of("succeeded", true, "result", Map.of("a", "\0")))
        .statusCode(400)
        .body("field", equalTo("result.a"));
  }

  @ParameterizedTest
  @CsvSource({
    "businessKey, /sagas?businessKey=a%00",
    "definition, /sagas?definition=%00",
    "name, /saga-definitions/a%00b",
    "name, /saga-definitions/a%00b/versions",
    "name, /saga-definitions/a%00b/audit"
  })
  void aParameterIsRefusedAndNamed(String parameter, String path) {
    given()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", equalTo(parameter));
  }

  @Test
  void aDefinitionWithSuchATextBreaksARule() {
    String yaml =
        Shapes.definition("texts", Shapes.step("a", "alpha"))
            .replace("{path: /do-a,", "{path: /do-a, input: \"{'a': '\\0'}\",");
    Sagas.yaml(yaml)
        .put("/saga-definitions/texts")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:invalid-definition"))
        .body("faults.path", hasItem("steps[0].action.input"));
  }

  @Test
  void whatAParticipantSaysIsKeptWithoutIt() {
    StubParticipants.on("/beta/do-b", call -> Reply.refused("{\"title\":\"no\\u0000\"}"));
    String saga = Sagas.start("texts", Map.of());
    assertEquals("422 no\uFFFD", Sagas.await(saga, "COMPENSATED").getString("steps[1].error"));
  }

  /** Expressions quote in their errors what they could not evaluate. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "action: {path: /do-b}, when: '$number(results.a.text) = 1'",
        "action: {path: /do-b, input: '{\"n\": $number(results.a.text)}'}"
      })
  void whatAnExpressionCannotEvaluateIsKeptWithoutIt(String action) {
    String name = "quotes-" + UUID.randomUUID();
    Sagas.define(
        name,
        Shapes.definition(name, Shapes.step("a", "alpha"))
            + "  - {step: b, participant: beta, kind: compensatable, compensation: {path: /undo-b},"
            + action
            + "}\n");
    StubParticipants.on("/alpha/do-a", call -> Reply.ok("{\"text\":\"a\\u0000b\"}"));
    Sagas.await(Sagas.start(name, Map.of()), "COMPENSATED");
  }
}
