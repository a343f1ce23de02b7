package io.eafix.saga.definition;

import java.util.List;

/** A definition breaks rules; tells all of them at once. */
public final class InvalidDefinitionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /** At least one fault. */
  public InvalidDefinitionException(List<Fault> faults) {
    super(faults.toString());
    this.faults = List.copyOf(faults);
  }

  /** What is wrong, in the order of the document. */
  public List<Fault> faults() {
    return faults;
  }
}
