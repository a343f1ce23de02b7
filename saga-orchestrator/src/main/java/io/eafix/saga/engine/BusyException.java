package io.eafix.saga.engine;

/** Too much waits to be written: nothing was, and it is to be tried again later. */
public final class BusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BusyException() {
    super("too many changes wait to be written", null, false, false);
  }
}
