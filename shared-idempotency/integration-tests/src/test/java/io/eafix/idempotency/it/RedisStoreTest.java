package io.eafix.idempotency.it;

import static io.eafix.idempotency.testing.StoreProbe.LONG;
import static io.eafix.idempotency.testing.StoreProbe.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.idempotency.store.Claim;
import io.eafix.idempotency.store.IdempotencyStore;
import io.eafix.idempotency.store.StoredAnswer;
import io.eafix.idempotency.store.WriteOutcome;
import io.eafix.idempotency.testing.IdempotencyStoreContract;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of a store, and what only Redis can do to it. */
@QuarkusTest
class RedisStoreTest extends IdempotencyStoreContract {

  @Inject IdempotencyStore store;
  @Inject Redis redis;

  @Override
  protected IdempotencyStore store() {
    return store;
  }

  @Test
  void tokensGrowThroughTheLossOfTheRecord() {
    String key = Notes.unique();
    Claim.New first = probe().claimed(key, "f", LONG);
    command(Request.cmd(Command.FLUSHALL));
    Claim.New second = probe().claimed(key, "f", LONG);
    assertTrue(second.fence() > first.fence());
    assertEquals(WriteOutcome.STALE, get(store.complete(key, first.fence(), ANSWER, LONG)));
  }

  @Test
  void scriptsAreLoadedAgainAfterAFlush() {
    String key = Notes.unique();
    command(Request.cmd(Command.SCRIPT).arg("FLUSH"));
    Claim.New owner = probe().claimed(key, "f", LONG);
    command(Request.cmd(Command.SCRIPT).arg("FLUSH"));
    assertEquals(WriteOutcome.OK, get(store.complete(key, owner.fence(), ANSWER, LONG)));
    command(Request.cmd(Command.SCRIPT).arg("FLUSH"));
    assertInstanceOf(Claim.Replay.class, probe().claim(key, "f", LONG));
  }

  @Test
  void anAnswerThatIsTooLargeIsLeftToPostgres() {
    String key = Notes.unique();
    Claim.New owner = probe().claimed(key, "f", LONG);
    StoredAnswer large = new StoredAnswer(200, Map.of(), new byte[70_000]);
    assertEquals(WriteOutcome.OK, get(store.complete(key, owner.fence(), large, LONG)));
    assertNull(((Claim.Replay) probe().claim(key, "f", LONG)).answer());
  }

  private void command(Request request) {
    get(Uni.createFrom().completionStage(redis.send(request).toCompletionStage()));
  }
}
