package io.eafix.idempotency.it;

import io.eafix.idempotency.inbox.IdempotentConsumer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.zip.ZipException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Writes a note for each message. */
@ApplicationScoped
public class NoteConsumer {

  @Incoming("notes")
  @IdempotentConsumer("notes")
  public Uni<Void> consume(ConsumerRecord<String, String> message) {
    Note note = new Note();
    note.text = message.value();
    return note.persistAndFlush()
        .invoke(
            written -> {
              if (message.value().startsWith("poison-packed")) {
                throw new UncheckedIOException(new ZipException("not in GZIP format"));
              }
              if (message.value().startsWith("poison-client")) {
                // As other clients of Vert.x fail, and the driver of Postgres too.
                throw new VertxException("no answer");
              }
              if (message.value().startsWith("poison")) {
                throw new IllegalArgumentException("cannot be applied");
              }
            })
        .replaceWithVoid();
  }
}
