package io.eafix.localstack.stack;

import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The passwords of a stack. They are made at its first start, belong to its data, and lie in a file
 * that only its owner can read.
 */
public final class Secrets {
  private static final int PASSWORD_BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Properties passwords;

  private Secrets(Properties passwords) {
    this.passwords = passwords;
  }

  /** Reads the file, or makes it. Passwords that are missing in an older file are added. */
  static Secrets in(Path file, Iterable<String> names) {
    Properties passwords = new Properties();
    try {
      if (Files.exists(file)) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
          passwords.load(reader);
        }
      }
      for (String name : names) {
        passwords.computeIfAbsent(name, missing -> random());
      }
      write(file, passwords);
    } catch (IOException e) {
      throw new StackException("cannot keep the passwords in " + file + ": " + e.getMessage(), e);
    }
    return new Secrets(passwords);
  }

  String of(String name) {
    String password = passwords.getProperty(name);
    if (password == null) {
      throw new IllegalArgumentException("no password was made for " + name);
    }
    return password;
  }

  private static void write(Path file, Properties passwords) throws IOException {
    Files.createDirectories(file.getParent());
    Path written =
        Files.createTempFile(
            file.getParent(),
            "secrets",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (Writer writer = Files.newBufferedWriter(written, StandardCharsets.UTF_8)) {
      passwords.store(
          writer, "Passwords of this local stack. Deleting them makes its data unusable.");
    }
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A new password, which no one can guess. */
  static String random() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
