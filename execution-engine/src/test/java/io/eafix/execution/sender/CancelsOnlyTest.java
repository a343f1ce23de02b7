package io.eafix.execution.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Leftovers;
import io.eafix.idempotency.sql.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is claimed for sending while it is not known how the kill switch stands. */
@QuarkusTest
class CancelsOnlyTest {
  private static final ClaimStore.AgeLimits AGES = new ClaimStore.AgeLimits(60_000, 60_000);
  private static final int MOST = 10;
  private static final long LEASE_MS = 60_000;

  @Inject AgroalDataSource database;
  @Inject Transactions transactions;
  @Inject ClaimStore claims;

  /** No sender looks after it. */
  private final String venue = UUID.randomUUID().toString().substring(0, 16);

  private final Leftovers left = Leftovers.make();

  @Test
  void aNewOrderWaits() throws SQLException {
    left.pending(database, venue);
    assertEquals(List.of(), claimed(true));
    assertEquals(List.of(left.execution()), claimed(false));
  }

  @Test
  void aCancelGoesOutBeforeTheReplaceThatWaits() throws SQLException {
    left.cancelAfterReplace(database, venue);
    assertEquals(List.of(left.execution()), claimed(true));
  }

  private List<UUID> claimed(boolean cancelsOnly) {
    return transactions
        .inNewTransaction(
            () ->
                transactions
                    .sql()
                    .flatMap(
                        sql ->
                            claims.toSend(sql, venue, MOST, AGES, "test", LEASE_MS, cancelsOnly)))
        .map(found -> found.stream().map(Claim::id).toList())
        .await()
        .atMost(Duration.ofSeconds(20));
  }
}
