package io.eafix.saga.definition;

/** An expression could not be evaluated on a saga's data. */
public final class ExpressionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean timedOut;

  ExpressionException(String expression, boolean timedOut, Throwable cause) {
    super("cannot evaluate \"" + shorten(expression) + "\": " + cause.getMessage(), cause);
    this.timedOut = timedOut;
  }

  /** Whether it took too long, which may be the machine's fault: it says nothing of the data. */
  public boolean timedOut() {
    return timedOut;
  }

  private static String shorten(String expression) {
    return expression.length() <= 80 ? expression : expression.substring(0, 77) + "...";
  }
}
