package io.eafix.saga.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

  private static final String HEAVY = "/(x*)(x*)(x*)(x*)(x*)(x*)(x*)y/";
  private static final Map<String, Object> INPUT =
      Map.of("pair", "EUR/USD", "long", "x".repeat(3_000), "all", List.of("ab", "cd", "abc"));

  /** Or one definition could stop all sagas of its replica. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$match(long, HEAVY)",
        "$contains(long, HEAVY)",
        "$replace(long, HEAVY, \"\")",
        "$replace(long, HEAVY, \"\", 2)",
        "$replace(long, HEAVY, function($m) {\"\"})",
        "$replace(\"y\", \"(x*)(x*)(x*)(x*)(x*)(x*)(x*)y\", long, 2)",
        "$split(long, HEAVY)",
        "long ~> $contains(HEAVY)",
        "long.$contains(HEAVY)",
        "HEAVY(long)",
        "($r := HEAVY; $r(long))",
        "[long] ~> $filter(HEAVY)",
        "{\"a\": [1, $f := function($s) {$contains($s, HEAVY)}, $f(long)]}",
        "$map([long], function($s) {$s ~> HEAVY})"
      })
  void aRegularExpressionThatTakesTooManySteps(String text) {
    Expression expression = Expression.compile(text.replace("HEAVY", HEAVY));
    ExpressionException failed =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () -> assertThrows(ExpressionException.class, () -> expression.evaluate(INPUT)));
    assertFalse(failed.timedOut(), "which no machine could do in time");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$match(pair, /(.)\\//).groups[0]   | R",
        "$contains(pair, /^eur/i)           | true",
        "$contains(pair, /^USD/)            | false",
        "$contains(pair, \"/\")             | true",
        "$replace(pair, /\\/(.)/, \"$1-\")  | EURU-SD",
        "$replace(pair, /[EU]/, \"-\", 2)   | --R/USD",
        "$replace(pair, \"/\", \"\")        | EURUSD",
        "$replace(pair, /U/, function($m) {$lowercase($m.match)}) | EuR/uSD",
        "$join($split(pair, /[\\/S]/))      | EURUD",
        "$split(pair, \"/\")[1]             | USD",
        "pair.$replace(/\\//, \"\")         | EURUSD",
        "pair ~> $replace(/\\//, \"\")      | EURUSD",
        "$count($match(pair, /U/, 1))       | 2",
        "/b(c)?$/(all[0])                   | [ab]",
        "$string(nothing ~> $contains(/a/)) | null",
        "$count($filter(all, function($s) {$contains($s, /^ab/)})) | 2",
      })
  void regularExpressionsAreThoseOfTheLibrary(String text, String result) {
    assertEquals(result, String.valueOf(Expression.compile(text).evaluate(INPUT)));
  }

  /** Each evaluation may take as many steps as the one before. */
  @Test
  void stepsAreCountedAnew() {
    Expression expression = Expression.compile("$contains(long, /(x*)(x*)y/)");
    for (int i = 0; i < 20; i++) {
      assertEquals(false, expression.evaluate(Map.of("long", "x".repeat(120))));
    }
  }
}
