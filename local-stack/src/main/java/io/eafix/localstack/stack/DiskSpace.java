package io.eafix.localstack.stack;

import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server that runs out of disk in the middle stops in ugly ways; better not to begin. */
final class DiskSpace {
  private static final long MIB = 1024L * 1024L;

  private DiskSpace() {}

  /**
   * Makes sure there is room.
   *
   * @throws StackException if there is less than that many MiB
   */
  static void require(Path directory, long mibMin) {
    try {
      Files.createDirectories(directory);
      long mib = Files.getFileStore(directory).getUsableSpace() / MIB;
      if (mib < mibMin) {
        throw new StackException(
            "the disk of "
                + directory
                + " has "
                + mib
                + " MiB left, "
                + mibMin
                + " are needed: free some space, or delete .eafix/ if you do not need its data");
      }
    } catch (IOException e) {
      throw new StackException("cannot use " + directory + ": " + e.getMessage(), e);
    }
  }
}
