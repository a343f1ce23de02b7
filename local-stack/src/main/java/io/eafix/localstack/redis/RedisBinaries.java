package io.eafix.localstack.redis;

import io.eafix.localstack.process.BinaryCache;
import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The Redis program of this machine's kind, from the embedded-redis artefact. */
final class RedisBinaries {
  private RedisBinaries() {}

  static Path server() {
    OsArchitecture machine = OsArchitecture.detectOSandArchitecture();
    String resource = ExecutableProvider.newProvidedVersionsMap().get(machine);
    if (resource == null) {
      throw new StackException(
          "no Redis for this kind of machine: use x86-64 or ARM64 Linux or macOS");
    }
    Path directory = BinaryCache.directory(resource.substring(1), target -> copy(resource, target));
    return directory.resolve("redis-server");
  }

  private static void copy(String resource, Path directory) throws IOException {
    Path target = directory.resolve("redis-server");
    try (InputStream program = ExecutableProvider.class.getResourceAsStream(resource)) {
      Files.copy(program, target);
    }
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
