package io.eafix.idempotency.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script of the store.
 *
 * @param text its source
 * @param sha1 the name Redis knows it by
 */
record Script(String text, String sha1) {

  /** Reads a script that lies beside this class. */
  static Script load(String file) {
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      byte[] bytes = in.readAllBytes();
      String sha1 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
      return new Script(new String(bytes, StandardCharsets.UTF_8), sha1);
    } catch (IOException e) {
      throw new UncheckedIOException("script " + file + " cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-1", e);
    }
  }
}
