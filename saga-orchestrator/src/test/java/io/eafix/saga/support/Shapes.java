package io.eafix.saga.support;

/** Definitions for tests, with retries that are over quickly. */
public final class Shapes {

  private static final String FAST =
      "retry: {initialDelay: PT0.01S, maxDelay: PT0.05S, budget: PT0.6S}";
  private static final String PATIENT =
      "retry: {initialDelay: PT0.01S, maxDelay: PT0.05S, budget: PT60S, refusalsMax: 2}";

  private Shapes() {}

  /**
   * A compensatable step {@code name} at a participant, paths {@code /do-name}, {@code /undo-name}.
   */
  public static String step(String name, String participant) {
    return """
          - step: %1$s
            participant: %2$s
            kind: compensatable
            action: {path: /do-%1$s, timeout: PT0.3S, %3$s}
            compensation: {path: /undo-%1$s, timeout: PT0.5S, %4$s}
        """
        .formatted(name, participant, FAST, PATIENT);
  }

  /** A pivot whose compensation can find that it held. */
  public static String pivot(String name, String participant) {
    return """
          - step: %1$s
            participant: %2$s
            kind: pivot
            action: {path: /do-%1$s, timeout: PT0.3S, %3$s}
            compensation: {path: /undo-%1$s, timeout: PT0.5S, %4$s, heldWhen: 'answer.held = true'}
        """
        .formatted(name, participant, FAST, PATIENT);
  }

  /** A step that is retried until it succeeds. */
  public static String retriable(String name, String participant) {
    return """
          - step: %1$s
            participant: %2$s
            kind: retriable
            action: {path: /do-%1$s, timeout: PT0.3S, %3$s}
        """
        .formatted(name, participant, FAST);
  }

  /** A definition of these steps. */
  public static String definition(String name, String... steps) {
    return "name: " + name + "\nsteps:\n" + String.join("", steps);
  }

  /** Three compensatable steps a, b, c at alpha, beta and gamma. */
  public static void threeSteps(String name) {
    Sagas.define(name, definition(name, step("a", "alpha"), step("b", "beta"), step("c", "gamma")));
  }

  /** As {@link #threeSteps}, with participants that may take a minute to answer. */
  public static void patientSteps(String name) {
    String impatient = "timeout: PT0.3S, " + FAST;
    String patient = "timeout: PT60S, " + PATIENT;
    Sagas.define(
        name,
        definition(name, step("a", "alpha"), step("b", "beta"), step("c", "gamma"))
            .replace(impatient, patient));
  }

  /** Compensatable a, pivot p, retriable r. */
  public static void withPivot(String name) {
    Sagas.define(
        name, definition(name, step("a", "alpha"), pivot("p", "beta"), retriable("r", "gamma")));
  }
}
