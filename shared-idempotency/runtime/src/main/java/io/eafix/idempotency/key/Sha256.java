package io.eafix.idempotency.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over length-framed parts, so that ("a", "b:c") and ("a:b", "c") never share a digest.
 *
 * <p>Each part is preceded by its length in bytes (32 bit, big endian); an absent part has length
 * -1 and is not the same as an empty one. Not thread-safe: one instance makes one digest.
 */
public final class Sha256 {

  private final MessageDigest digest;

  private Sha256() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }

  /** Begins a digest of framed parts. */
  public static Sha256 framed() {
    return new Sha256();
  }

  /** Adds a text as UTF-8; {@code null} counts as absent. */
  public Sha256 part(String text) {
    return part(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds bytes; {@code null} counts as absent. */
  public Sha256 part(byte[] bytes) {
    digest.update(
        ByteBuffer.allocate(Integer.BYTES).putInt(bytes == null ? -1 : bytes.length).flip());
    if (bytes != null) {
      digest.update(bytes);
    }
    return this;
  }

  /** The digest as 64 lower-case hexadecimal digits: all 256 bits. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The digest of a single run of bytes, unframed, as 64 lower-case hexadecimal digits. */
  public static String hexOf(byte[] bytes) {
    Sha256 sha = new Sha256();
    sha.digest.update(bytes);
    return sha.hex();
  }
}
