package io.eafix.execution.order;

/**
 * The engine tried to move an order as the table forbids: a fault in the engine, never in input.
 */
public class IllegalTransitionException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public IllegalTransitionException(OrderStatus from, OrderTrigger trigger) {
    super("An order in " + from + " cannot " + trigger);
  }
}
