package io.eafix.idempotency.deployment;

import io.eafix.idempotency.rest.IdempotentChainCustomizer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.MethodParameterInfo;
import org.jboss.jandex.Type;

/** What an idempotent resource method may look like; what cannot work is refused by name. */
final class EndpointRules {

  private static final DotName UNI = DotName.createSimple("io.smallrye.mutiny.Uni");
  private static final DotName TRANSACTIONAL =
      DotName.createSimple("jakarta.transaction.Transactional");
  private static final Set<String> JOINING = Set.of("REQUIRED", "MANDATORY", "SUPPORTS");
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> STREAMS =
      Set.of(
          "io.smallrye.mutiny.Multi",
          "org.jboss.resteasy.reactive.RestMulti",
          "java.util.concurrent.Flow$Publisher",
          "org.reactivestreams.Publisher",
          "jakarta.ws.rs.core.StreamingOutput",
          "jakarta.ws.rs.sse.OutboundSseEvent");
  private static final Set<String> FUTURES =
      Set.of("java.util.concurrent.CompletionStage", "java.util.concurrent.CompletableFuture");
  private static final Set<String> DETACHED_ANSWERS =
      Set.of("jakarta.ws.rs.sse.SseEventSink", "jakarta.ws.rs.container.AsyncResponse");
  private static final Set<String> WORKERS =
      Set.of(
          "io.smallrye.common.annotation.Blocking",
          "io.smallrye.common.annotation.RunOnVirtualThread",
          "jakarta.transaction.Transactional");

  private static final Set<DotName> FORM_FIELDS =
      Set.of(
          DotName.createSimple("jakarta.ws.rs.FormParam"),
          DotName.createSimple("org.jboss.resteasy.reactive.RestForm"));

  private static final List<DotName> CALLS =
      Stream.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
          .map(call -> DotName.createSimple("jakarta.ws.rs." + call))
          .toList();
  private static final DotName CALL = DotName.createSimple("jakarta.ws.rs.HttpMethod");

  private EndpointRules() {}

  /** Whether the method runs on the event loop; any other may block. */
  static boolean isAsynchronous(MethodInfo method) {
    return method.returnType().name().equals(UNI);
  }

  /**
   * What to change if the method is no endpoint by itself: its annotation would be ignored, as one
   * is that an implementation adds to what an interface says, and every repetition would act again.
   */
  static Optional<IllegalArgumentException> misplaced(MethodInfo method, IndexView index) {
    return CALLS.stream().anyMatch(method::hasAnnotation)
            || index.getAnnotations(CALL).stream()
                .anyMatch(call -> method.hasAnnotation(call.target().asClass().name()))
        ? Optional.empty()
        : Optional.of(refuse(method, "it has no @POST or the like of its own; put both together"));
  }

  /** Fails with what to change if the method cannot keep the promise. */
  static void validate(MethodInfo method, ClassInfo endpoint) {
    for (String safe : SAFE_METHODS) {
      if (method.hasAnnotation(DotName.createSimple("jakarta.ws.rs." + safe))) {
        throw refuse(method, safe + " is safe to repeat as it is; remove @Idempotent");
      }
    }
    types(method.returnType()).forEach(type -> refuseStream(method, type));
    for (MethodParameterInfo parameter : method.parameters()) {
      if (DETACHED_ANSWERS.contains(parameter.type().name().toString())) {
        throw refuse(
            method,
            "an answer through "
                + parameter.type().name().withoutPackagePrefix()
                + " cannot be stored and replayed; return it");
      }
    }
    if (isAsynchronous(method)) {
      refuseWorkers(method, endpoint);
      refuseForm(method);
    } else {
      refuseOwnTransaction(method, endpoint);
    }
  }

  private static void refuseStream(MethodInfo method, String type) {
    if (STREAMS.contains(type)) {
      throw refuse(
          method,
          "a stream (" + type + ") cannot be stored and replayed; return a Uni of the whole");
    }
    if (FUTURES.contains(type)) {
      throw refuse(
          method, "it returns a " + type + "; return a Uni, as Uni.createFrom().completionStage");
    }
  }

  private static void refuseWorkers(MethodInfo method, ClassInfo endpoint) {
    for (String worker : WORKERS) {
      if (annotation(method, endpoint, DotName.createSimple(worker)) != null) {
        throw refuse(
            method,
            "it returns a Uni and so runs on the event loop, in a reactive transaction; remove @"
                + worker.substring(worker.lastIndexOf('.') + 1)
                + ", or return the value itself to run on a worker thread");
      }
    }
  }

  private static void refuseForm(MethodInfo method) {
    if (FORM_FIELDS.stream().anyMatch(method::hasAnnotation)) {
      throw refuse(method, IdempotentChainCustomizer.NO_FORM);
    }
  }

  private static void refuseOwnTransaction(MethodInfo method, ClassInfo endpoint) {
    AnnotationInstance transactional = annotation(method, endpoint, TRANSACTIONAL);
    AnnotationValue kind = transactional == null ? null : transactional.value();
    if (kind != null && !JOINING.contains(kind.asEnum())) {
      throw refuse(
          method,
          "@Transactional("
              + kind.asEnum()
              + ") keeps its effect out of the transaction that"
              + " remembers the key; use REQUIRED or remove it");
    }
  }

  private static AnnotationInstance annotation(
      MethodInfo method, ClassInfo endpoint, DotName name) {
    AnnotationInstance own =
        method.annotations(name).stream()
            .filter(found -> found.target().kind() == AnnotationTarget.Kind.METHOD)
            .findFirst()
            .orElse(null);
    return own == null ? endpoint.declaredAnnotation(name) : own;
  }

  /** A type and those it wraps: Uni of RestResponse of Multi. */
  private static Stream<String> types(Type type) {
    Stream<String> self = Stream.of(type.name().toString());
    return type.kind() == Type.Kind.PARAMETERIZED_TYPE
        ? Stream.concat(
            self, type.asParameterizedType().arguments().stream().flatMap(EndpointRules::types))
        : self;
  }

  private static IllegalArgumentException refuse(MethodInfo method, String why) {
    return IdempotentMethods.refused(method, why);
  }
}
