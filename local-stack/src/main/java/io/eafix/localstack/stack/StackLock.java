package io.eafix.localstack.stack;

import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Held by the one launcher that runs the stack of a checkout. The operating system drops it with
 * the process, so a launcher that was killed blocks nobody.
 */
final class StackLock implements AutoCloseable {
  private final FileChannel channel;

  private StackLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws StackException if another launcher has it
   */
  static StackLock take(Layout layout) {
    Path file = layout.run().resolve("lock");
    try {
      Files.createDirectories(layout.run());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(channel);
      if (lock == null) {
        channel.close();
        throw new StackException(
            "a stack of this folder runs already: see it with ./eafix status, stop it with ./eafix down");
      }
      return new StackLock(channel);
    } catch (IOException e) {
      throw new StackException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StackException("cannot release the lock of the stack: " + e.getMessage(), e);
    }
  }
}
