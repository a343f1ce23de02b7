package io.eafix.localstack.redis;

import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Writes {@code redis.conf}; it holds passwords, so only its owner may read it. */
final class RedisConfiguration {
  private RedisConfiguration() {}

  static void write(Path directory, int port, RedisAccess access) {
    List<String> lines = new ArrayList<>();
    lines.add("port " + port);
    lines.add("bind 127.0.0.1");
    lines.add("dir \"" + directory + "\"");
    RedisServer.SETTINGS.forEach((name, value) -> lines.add(name + " \"" + value + "\""));
    if (!access.isOpen()) {
      lines.add("user default off");
      lines.add(user(access.administrator()));
      access.accounts().forEach(account -> lines.add(user(account)));
    }
    try {
      Files.createDirectories(directory);
      Path file = file(directory);
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, lines);
    } catch (IOException e) {
      throw new StackException("cannot write below " + directory + ": " + e.getMessage(), e);
    }
  }

  static Path file(Path directory) {
    return directory.resolve("redis.conf");
  }

  private static String user(RedisAccount account) {
    return "user " + account.name() + " on >" + account.password() + " " + account.rules();
  }
}
