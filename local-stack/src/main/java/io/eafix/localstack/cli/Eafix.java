package io.eafix.localstack.cli;

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

/** Main class behind the {@code eafix} script. */
@Command(
    name = "eafix",
    description = "Market data to broker orders, exactly once, on this machine.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      StatusCommand.class,
      DownCommand.class,
      InitCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    footerHeading = "%nPorts (environment variable, default):%n",
    footer = {
      "  EAFIX_SIGNAL_PORT     8081   signal-service",
      "  EAFIX_RISK_PORT       8082   risk-service",
      "  EAFIX_EXECUTION_PORT  8083   execution-engine",
      "  EAFIX_SAGA_PORT       8084   saga-orchestrator",
      "  EAFIX_RELAY_PORT      8085   outbox-relay",
      "  EAFIX_FIX_PORT        19878  FIX simulator's sessions, with --venue fix",
      "  EAFIX_FIX_SIMULATOR_PORT 8086  its figures",
      "  EAFIX_DB_PORT         15432  Postgres",
      "  EAFIX_REDIS_PORT      16379  Redis",
      "  EAFIX_KAFKA_PORT      19092  Kafka",
      "",
      "Data, passwords and logs lie in .eafix/ of the project's folder."
    })
public final class Eafix implements Runnable {
  // Held here because the log manager would let it be collected, and its level with it.
  private static final Logger KAFKA_CLIENT = Logger.getLogger("org.apache.kafka");

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    // What goes wrong with Kafka is told by the commands; its client would tell it in its own way.
    KAFKA_CLIENT.setLevel(Level.OFF);
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Eafix())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Eafix::explain)
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: demo, up, status, down or init");
  }

  private static int explain(
      Exception exception, CommandLine commandLine, CommandLine.ParseResult result)
      throws Exception {
    if (exception instanceof StackException) {
      System.err.println("eafix: " + exception.getMessage());
      return ExitCode.SOFTWARE;
    }
    throw exception;
  }
}
