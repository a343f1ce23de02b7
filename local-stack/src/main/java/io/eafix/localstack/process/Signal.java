package io.eafix.localstack.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The POSIX signals the stack sends. */
public enum Signal {
  /** Orderly stop; for Postgres the smart shutdown, which waits for its clients. */
  TERM,
  /** Ctrl-C; for Postgres the fast shutdown, which ends its clients' sessions. */
  INT,
  /** Freezes a process without its noticing, as a long pause of its machine would. */
  STOP,
  /** Lets a frozen process go on. */
  CONT,
  /** Ends a process with no chance to clean up. */
  KILL;

  private static final long SEND_SECONDS_MAX = 5;

  /** Sends this signal; a process that is gone already is no error. */
  public void send(long pid) {
    try {
      Process kill =
          new ProcessBuilder("sh", "-c", "kill -" + name() + " " + pid)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      kill.waitFor(SEND_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new StackException("cannot send a signal: is `sh` on the PATH?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
