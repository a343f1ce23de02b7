package io.eafix.execution.venue;

import io.eafix.idempotency.key.Sha256;
import io.eafix.idempotency.problem.StorableText;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import org.jboss.logging.Logger;

/**
 * Ids as venues give them, and as the books can keep them. An id that Postgres refuses would stop
 * all reports behind it; one that is mended may become another's.
 */
@ApplicationScoped
public class VenueIds {
  /** Longest id that the books keep, in characters. */
  private static final int LENGTH_MAX = 64;

  private static final Logger LOG = Logger.getLogger(VenueIds.class);

  private final MeterRegistry registry;

  public VenueIds(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * The id itself, if the books can keep it. Else the SHA-256 of its characters in hexadecimal: the
   * same at each repetition, and no other id's.
   */
  public String kept(String venue, String id) {
    if (id.length() <= LENGTH_MAX && StorableText.fault(id).isEmpty()) {
      return id;
    }
    String kept = Sha256.hexOf(characters(id));
    registry.counter("eafix.venue.ids.replaced", "venue", venue).increment();
    LOG.errorf(
        "Venue %s gives an id that cannot be kept, %s: it is %s in the books",
        venue, StorableText.repaired(id), kept);
    return kept;
  }

  /** As they are: an encoding would make one of what it cannot encode. */
  private static byte[] characters(String id) {
    ByteBuffer bytes = ByteBuffer.allocate(id.length() * Character.BYTES);
    bytes.asCharBuffer().put(id);
    return bytes.array();
  }
}
