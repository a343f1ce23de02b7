package io.eafix.idempotency.key;

import java.util.regex.Pattern;

/**
 * The name of one intended effect: {@code {operation}:{service}:{sha256 hex}}.
 *
 * <p>The digest covers all 256 bits of the canonical JSON of the parameters that change the
 * outcome, so that the same intent has the same key on every machine and at every time. No clock is
 * read.
 *
 * @param operation what is to be done
 * @param service who does it: 1 to 64 of {@code a-z 0-9 -}
 * @param digest 64 lower-case hexadecimal digits
 */
public record IdempotencyKey(Operation operation, String service, String digest) {

  private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public IdempotencyKey {
    if (operation == null) {
      throw new IllegalArgumentException("operation: missing");
    }
    if (service == null || !SERVICE.matcher(service).matches()) {
      throw new IllegalArgumentException(
          "service: '" + service + "' is not 1 to 64 of a-z, 0-9 and -, beginning with a letter");
    }
    if (digest == null || !DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException("digest: not 64 lower-case hexadecimal digits");
    }
  }

  /** A key for the given parameters. */
  public static IdempotencyKey of(Operation operation, String service, KeyParameters parameters) {
    return new IdempotencyKey(operation, service, Sha256.hexOf(parameters.canonical()));
  }

  /**
   * Reads a key from its text.
   *
   * @throws IllegalArgumentException if it is none, saying which part is wrong
   */
  public static IdempotencyKey parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("key: not of the form operation:service:digest");
    }
    return new IdempotencyKey(new Operation(parts[0]), parts[1], parts[2]);
  }

  @Override
  public String toString() {
    return operation.name() + ":" + service + ":" + digest;
  }
}
