package io.eafix.localstack.postgres;

import io.eafix.localstack.process.BinaryCache;
import io.eafix.localstack.process.StackException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The Postgres programs of this machine's kind, from the artefacts of zonky's build. */
final class PostgresBinaries {
  private static final int OWNER_EXECUTE = 0100;

  private PostgresBinaries() {}

  /** The directory with {@code bin}, {@code lib} and {@code share}. */
  static Path home() {
    String resource = "/postgres-" + system() + ".txz";
    try (InputStream archive = PostgresBinaries.class.getResourceAsStream(resource)) {
      if (archive == null) {
        throw new StackException(
            "no Postgres for this kind of machine ("
                + system()
                + "): use x86-64 or ARM64 Linux or macOS");
      }
      byte[] bytes = archive.readAllBytes();
      CRC32C checksum = new CRC32C();
      checksum.update(bytes);
      String entry = "postgres-" + system() + "-" + Long.toHexString(checksum.getValue());
      return BinaryCache.directory(
          entry, directory -> unpack(new ByteArrayInputStream(bytes), directory));
    } catch (IOException e) {
      throw new StackException("cannot read " + resource + ": " + e.getMessage(), e);
    }
  }

  private static void unpack(InputStream archive, Path directory) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
          throw new IOException("the archive points outside itself: " + entry.getName());
        }
        unpack(tar, entry, target);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      throw new IOException("hard links are not expected: " + entry.getName());
    } else {
      Files.copy(tar, target);
      String permissions = (entry.getMode() & OWNER_EXECUTE) != 0 ? "rwxr-xr-x" : "rw-r--r--";
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(permissions));
    }
  }

  private static String system() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    String family = os.startsWith("mac") ? "darwin" : os.startsWith("linux") ? "linux" : os;
    boolean arm = arch.equals("aarch64") || arch.equals("arm64");
    return family + "-" + (arm ? "arm_64" : "x86_64");
  }
}
