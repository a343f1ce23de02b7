package io.eafix.bench;

import io.eafix.bench.idempotency.IdempotencyBenchmark;
import io.eafix.bench.orders.OrdersBenchmark;
import io.eafix.bench.relay.RelayBenchmark;
import io.eafix.bench.sagas.SagasBenchmark;
import io.eafix.localstack.process.StackException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Main class behind {@code eafix bench}. */
@Command(
    name = "eafix bench",
    description = "Compare, in one run on this machine, EAFIX with what it replaces.",
    subcommands = {
      SagasBenchmark.class,
      IdempotencyBenchmark.class,
      RelayBenchmark.class,
      OrdersBenchmark.class
    },
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT)
public final class Bench implements Runnable {
  // Held here because the log manager would let it be collected, and its level with it.
  private static final Logger KAFKA_CLIENT = Logger.getLogger("org.apache.kafka");

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    KAFKA_CLIENT.setLevel(Level.SEVERE);
    int code =
        new CommandLine(new Bench())
            .setExecutionExceptionHandler(
                (exception, commandLine, result) -> {
                  if (exception instanceof StackException) {
                    System.err.println("eafix: " + exception.getMessage());
                    return ExitCode.SOFTWARE;
                  }
                  throw exception;
                })
            .execute(arguments);
    System.exit(code);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say which benchmark: " + String.join(", ", spec.subcommands().keySet()));
  }
}
