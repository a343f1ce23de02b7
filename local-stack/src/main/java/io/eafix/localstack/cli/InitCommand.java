package io.eafix.localstack.cli;

import io.eafix.localstack.stack.ContainerSecrets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code eafix init}: makes the passwords of the containers. */
@Command(
    name = "init",
    description = "Make .env with random passwords for docker compose. Never replaces one.")
final class InitCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    Path file = Repository.folder().resolve(".env");
    ContainerSecrets.write(file);
    Console.forPeople().say("wrote " + file + "; docker compose reads it from here");
    return ExitCode.OK;
  }
}
