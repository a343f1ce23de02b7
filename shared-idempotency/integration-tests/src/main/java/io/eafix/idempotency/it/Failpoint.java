package io.eafix.idempotency.it;

import io.eafix.idempotency.execution.ExecutionListener;
import jakarta.inject.Singleton;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.LockSupport;

/** Kills this process with SIGKILL when an execution comes to the point that a test has chosen. */
@Singleton
@Path("/failpoint/{operation}/{step}")
public class Failpoint implements ExecutionListener {

  private record Armed(String operation, Step step) {}

  private volatile Armed armed;

  @PUT
  public void arm(@PathParam("operation") String operation, @PathParam("step") Step step) {
    armed = new Armed(operation, step);
  }

  @Override
  public void reached(Step step, String operation, String key) {
    if (armed != null && new Armed(operation, step).equals(armed)) {
      die();
    }
  }

  private static void die() {
    try {
      new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start();
    } catch (IOException e) {
      throw new UncheckedIOException("this process cannot be killed", e);
    }
    while (true) {
      // Nothing of the execution may happen any more.
      LockSupport.parkNanos(Long.MAX_VALUE);
    }
  }
}
