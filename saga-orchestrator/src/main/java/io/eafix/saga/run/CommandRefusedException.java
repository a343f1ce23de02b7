package io.eafix.saga.run;

/** A command does not fit the state of its saga; nothing has changed. */
public final class CommandRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String slug;

  CommandRefusedException(String slug, String message) {
    super(message, null, false, false);
    this.slug = slug;
  }

  /** Stable name of what stands against it, e.g. {@code saga-past-pivot}. */
  public String slug() {
    return slug;
  }
}
