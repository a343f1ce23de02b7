package io.eafix.saga.participant;

/** Carries an answer that counts against its participant's circuit. */
final class UnwellException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ParticipantAnswer answer;

  UnwellException(ParticipantAnswer answer) {
    super("status " + answer.status(), null, false, false);
    this.answer = answer;
  }

  ParticipantAnswer answer() {
    return answer;
  }
}
