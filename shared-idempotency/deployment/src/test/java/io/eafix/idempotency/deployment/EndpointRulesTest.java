package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.rest.IdempotentChainCustomizer;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.Index;
import org.jboss.jandex.MethodInfo;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each shape of a method: how it runs, or what its refusal says. */
class EndpointRulesTest {

  /** Methods that look wrong, each in its own way. */
  @SuppressWarnings("unused")
  static class Refused {

    @GET
    @Idempotent(operation = "o")
    String get() {
      return "";
    }

    @HEAD
    @Idempotent(operation = "o")
    void head() {}

    @POST
    @Idempotent(operation = "o")
    StreamingOutput streamingOutput() {
      return null;
    }

    @POST
    @Idempotent(operation = "o")
    Uni<RestResponse<Multi<String>>> wrappedStream() {
      return null;
    }

    @POST
    @Idempotent(operation = "o")
    void events(@Context SseEventSink sink) {}

    @POST
    @Idempotent(operation = "o")
    void suspended(@Suspended AsyncResponse answer) {}

    @POST
    @Idempotent(operation = "o")
    CompletionStage<String> stage() {
      return null;
    }

    @POST
    @Blocking
    @Idempotent(operation = "o")
    Uni<String> blockingUni() {
      return null;
    }

    @POST
    @Transactional
    @Idempotent(operation = "o")
    Uni<String> transactionalUni() {
      return null;
    }

    @POST
    @Transactional(TxType.REQUIRES_NEW)
    @Idempotent(operation = "o")
    String ownTransaction() {
      return "";
    }

    @POST
    @Transactional(TxType.NOT_SUPPORTED)
    @Idempotent(operation = "o")
    String suspendedTransaction() {
      return "";
    }

    @POST
    @Transactional(TxType.NEVER)
    @Idempotent(operation = "o")
    String noTransaction() {
      return "";
    }

    @POST
    @RunOnVirtualThread
    @Idempotent(operation = "o")
    Uni<String> virtualUni() {
      return null;
    }

    @POST
    @Idempotent(operation = "o")
    Uni<String> formUni(@FormParam("a") String a) {
      return null;
    }

    @POST
    @Idempotent(operation = "o")
    Uni<String> restFormUni(@RestForm String a) {
      return null;
    }

    @POST
    @Idempotent(operation = "o", ttl = "24h")
    String badDuration() {
      return "";
    }

    @POST
    @Idempotent(operation = "o", lease = "PT0S")
    String noLease() {
      return "";
    }

    @POST
    @Idempotent(operation = "o", keyParameters = "c")
    String noSuchParameter(@QueryParam("a") String x, @RestQuery String b) {
      return "";
    }
  }

  /** Methods that work. */
  @SuppressWarnings("unused")
  static class Accepted {

    @POST
    @Idempotent(operation = "o")
    Uni<Response> uni() {
      return null;
    }

    @POST
    @Idempotent(operation = "o")
    Response response() {
      return null;
    }

    @POST
    @Idempotent(operation = "o")
    RestResponse<String> restResponse() {
      return null;
    }

    @POST
    @Blocking
    @Transactional
    @Idempotent(operation = "o")
    void nothing() {}

    @POST
    @Idempotent(operation = "o")
    String form(@RestForm String a) {
      return a;
    }

    @POST
    @Idempotent(
        operation = "o",
        keyParameters = {"a", "b"})
    String parameters(@QueryParam("a") String x, @RestQuery String b) {
      return "";
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          get              | GET is safe to repeat as it is; remove @Idempotent
          head             | HEAD is safe to repeat as it is; remove @Idempotent
          streamingOutput  | cannot be stored and replayed; return a Uni of the whole
          wrappedStream    | cannot be stored and replayed; return a Uni of the whole
          events           | SseEventSink cannot be stored and replayed; return it
          suspended        | AsyncResponse cannot be stored and replayed; return it
          stage            | return a Uni
          blockingUni      | remove @Blocking, or return the value itself
          transactionalUni | remove @Transactional, or return the value itself
          virtualUni       | remove @RunOnVirtualThread, or return the value itself
          formUni          | return the value itself to run on a worker thread, or take the fields as JSON
          restFormUni      | return the value itself to run on a worker thread, or take the fields as JSON
          ownTransaction   | use REQUIRED or remove it
          suspendedTransaction | use REQUIRED or remove it
          noTransaction    | use REQUIRED or remove it
          badDuration      | ttl: '24h' is no ISO 8601 duration; write it as PT24H
          noLease          | lease is PT0S; use a positive duration
          noSuchParameter  | use some of [a, b]
          """)
  void aRefusalNamesTheMethodAndWhatToChange(String method, String change) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> scan(Refused.class, method));
    assertTrue(refusal.getMessage().contains(change), refusal.getMessage());
    assertTrue(
        refusal.getMessage().startsWith("@Idempotent on " + Refused.class.getName() + "." + method),
        refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"response", "restResponse", "nothing", "form"})
  void whatReturnsNoUniMayBlock(String method) throws IOException {
    assertTrue(scan(Accepted.class, method).isBlocking());
  }

  @ParameterizedTest
  @ValueSource(strings = "uni")
  void aUniRunsOnTheEventLoop(String method) throws IOException {
    assertEquals(false, scan(Accepted.class, method).isBlocking());
  }

  @ParameterizedTest
  @ValueSource(strings = "parameters")
  void keyParametersAreThoseNamed(String method) throws IOException {
    assertEquals(List.of("a", "b"), scan(Accepted.class, method).getKeyParameters());
  }

  private static IdempotentChainCustomizer scan(Class<?> resource, String name) throws IOException {
    ClassInfo info = Index.of(resource).getClassByName(resource);
    MethodInfo method =
        info.methods().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    return (IdempotentChainCustomizer) new IdempotentMethods().scan(method, info, Map.of()).get(0);
  }
}
