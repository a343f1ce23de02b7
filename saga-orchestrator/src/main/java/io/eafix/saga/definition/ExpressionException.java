package io.eafix.saga.definition;

/** An expression could not be evaluated on a saga's data. */
public final class ExpressionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ExpressionException(String expression, Throwable cause) {
    super("cannot evaluate \"" + shorten(expression) + "\": " + cause.getMessage(), cause);
  }

  private static String shorten(String expression) {
    return expression.length() <= 80 ? expression : expression.substring(0, 77) + "...";
  }
}
