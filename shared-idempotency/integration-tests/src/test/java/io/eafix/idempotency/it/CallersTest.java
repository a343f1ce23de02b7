package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.unique;
import static io.eafix.idempotency.it.Notes.withKey;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stored answer is for the caller it was made for, while that caller may have it. */
@QuarkusTest
class CallersTest {

  private static final String USER = "rita";

  @Inject Revocations revocations;

  private final String key = unique();
  private final String text = unique();

  @AfterEach
  void restore() {
    revocations.restore(USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/notes/secured", "/plain/secured"})
  void aRoleThatWasRevokedEndsReplays(String path) {
    secured(path).statusCode(200).header("Idempotent-Replayed", nullValue());
    secured(path).statusCode(200).header("Idempotent-Replayed", "true");
    revocations.revoke(USER);
    secured(path).statusCode(403).header("Idempotent-Replayed", nullValue());
    revocations.restore(USER);
    secured(path).statusCode(200).header("Idempotent-Replayed", "true");
    assertEquals(1, count(text));
  }

  @Test
  void tenantsNeverMeetHoweverTheirKeysAreSplit() {
    tenant("a", "b:" + key).header("Idempotent-Replayed", nullValue());
    tenant("a:b", key).header("Idempotent-Replayed", nullValue());
    tenant("a:", "b:" + key).header("Idempotent-Replayed", nullValue());
    tenant("a", "b:" + key).header("Idempotent-Replayed", "true");
    assertEquals(3, count(text));
  }

  private ValidatableResponse tenant(String tenant, String tenantKey) {
    return withKey(tenantKey)
        .header("X-Tenant", tenant)
        .body(body(text))
        .post("/notes/other")
        .then()
        .statusCode(200);
  }

  private ValidatableResponse secured(String path) {
    return withKey(key).auth().preemptive().basic(USER, USER).body(body(text)).post(path).then();
  }
}
