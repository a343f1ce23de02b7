package io.eafix.localstack.cli;

import io.eafix.localstack.stack.Layout;
import io.eafix.localstack.stack.PortMap;
import io.eafix.localstack.stack.Progress;
import io.eafix.localstack.stack.Stack;
import io.eafix.localstack.stack.Venue;

/** A stack that is stopped once, in order: at the end of its block or by Ctrl-C. */
final class RunningStack implements AutoCloseable {
  private final Stack stack;
  private final Progress progress;
  private boolean closed;

  private RunningStack(Stack stack, Progress progress) {
    this.stack = stack;
    this.progress = progress;
  }

  static RunningStack claim(
      Layout layout, PortMap ports, Venue venue, boolean fresh, Progress progress) {
    RunningStack running =
        new RunningStack(Stack.claim(layout, ports, venue, fresh, progress), progress);
    Runtime.getRuntime().addShutdownHook(new Thread(running::interrupted, "stop-stack"));
    return running;
  }

  void start() {
    stack.start();
  }

  Stack stack() {
    return stack;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      stack.close();
    }
  }

  private synchronized void interrupted() {
    if (!closed) {
      progress.say("stopping");
      close();
      progress.say("stopped");
    }
  }
}
