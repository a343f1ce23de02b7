package io.eafix.localstack.stack;

import io.eafix.localstack.process.BinaryCache;
import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.nio.file.Files;

/** Clears away what earlier runs left. */
final class StackFiles {
  private StackFiles() {}

  /** Deletes the servers' data and the passwords that go with them. */
  static void deleteData(Layout layout) {
    try {
      BinaryCache.delete(layout.data().resolve("data"));
      Files.deleteIfExists(layout.secrets());
    } catch (IOException e) {
      throw new StackException("cannot delete the data of the last stack: " + e.getMessage(), e);
    }
  }

  /** Logs of the services tell of one run; otherwise they would grow with every one. */
  static void deleteLogs(Layout layout) {
    try {
      for (Component service : Component.SERVICES) {
        Files.deleteIfExists(layout.log(service));
      }
    } catch (IOException e) {
      throw new StackException("cannot delete the logs of the last stack: " + e.getMessage(), e);
    }
  }
}
