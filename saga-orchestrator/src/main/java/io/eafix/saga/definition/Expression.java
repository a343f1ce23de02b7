package io.eafix.saga.definition;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import io.eafix.idempotency.problem.StorableText;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSONata expression over a saga's context and results.
 *
 * <p>It must be a function of its input alone: a call that is sent again has to carry the same
 * body, or its idempotency key would not match. Functions that read a clock or make random numbers
 * are therefore refused, and so is {@code $eval}. Evaluation is bounded in time and depth, regular
 * expressions in it in the number of their steps. Numbers are calculated in binary floating point:
 * decimals that matter are strings and are only passed on.
 *
 * <p>Thread-safe: evaluations of one expression take turns.
 *
 * @see <a href="https://docs.jsonata.org/">JSONata</a>
 */
public final class Expression {

  private static final int LENGTH_MAX = 8_192;
  private static final long EVALUATION_MS_MAX = 250;
  private static final int DEPTH_MAX = 100;
  private static final int CONDITION_ATTEMPTS_MAX = 2;
  private static final Pattern IMPURE = Pattern.compile("\\$(now|millis|random|shuffle|eval)\\b");

  private final String text;
  private final Jsonata compiled;
  private final BoundedRegexes regexes;

  private Expression(String text, Jsonata compiled) {
    this.text = text;
    this.compiled = compiled;
    this.regexes = BoundedRegexes.in(compiled);
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException with a message for the author if it is not acceptable
   */
  public static Expression compile(String text) {
    if (text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "the expression is longer than " + LENGTH_MAX + " characters");
    }
    StorableText.fault(text)
        .ifPresent(
            wrong -> {
              throw new IllegalArgumentException("the expression " + wrong);
            });
    Matcher impure = IMPURE.matcher(text);
    if (impure.find()) {
      throw new IllegalArgumentException(
          impure.group() + " is not allowed: a retry must send the same body");
    }
    try {
      Jsonata compiled = Jsonata.jsonata(text);
      // Inputs are made of JSON types by construction; checking them again costs every call.
      compiled.setValidateInput(false);
      return new Expression(text, compiled);
    } catch (JException malformed) {
      throw new IllegalArgumentException("no valid JSONata: " + malformed.getMessage(), malformed);
    }
  }

  /**
   * Evaluates the expression.
   *
   * @return maps, lists, strings, numbers, booleans or null
   * @throws ExpressionException if the evaluation fails or takes too long
   */
  public synchronized Object evaluate(Map<String, Object> input) {
    long begun = System.nanoTime();
    regexes.begin();
    try {
      Jsonata.Frame frame = compiled.createFrame();
      frame.setRuntimeBounds(EVALUATION_MS_MAX, DEPTH_MAX);
      return compiled.evaluate(input, frame);
    } catch (RuntimeException | StackOverflowError failed) {
      boolean timedOut =
          !regexes.exhausted() && System.nanoTime() - begun >= EVALUATION_MS_MAX * 1_000_000;
      throw new ExpressionException(text, timedOut, failed);
    }
  }

  /**
   * Evaluates a condition; only {@code true} holds.
   *
   * @throws ExpressionException if the evaluation fails, or takes too long twice
   */
  public boolean holds(Map<String, Object> input) {
    for (int attempt = 1; ; attempt++) {
      try {
        return Boolean.TRUE.equals(evaluate(input));
      } catch (ExpressionException failed) {
        if (!failed.timedOut() || attempt == CONDITION_ATTEMPTS_MAX) {
          throw failed;
        }
      }
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
