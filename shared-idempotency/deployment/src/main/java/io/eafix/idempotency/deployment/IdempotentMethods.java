package io.eafix.idempotency.deployment;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.Staged;
import io.eafix.idempotency.TakeoverPolicy;
import io.eafix.idempotency.key.Operation;
import io.eafix.idempotency.rest.IdempotentChainCustomizer;
import io.quarkus.resteasy.reactive.server.spi.MethodScannerBuildItem;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;
import org.jboss.resteasy.reactive.server.model.HandlerChainCustomizer;
import org.jboss.resteasy.reactive.server.processor.scanning.MethodScanner;

/** Finds {@code @Idempotent} resource methods and refuses those that cannot keep the promise. */
final class IdempotentMethods implements MethodScanner {

  static final DotName IDEMPOTENT = DotName.createSimple(Idempotent.class);

  private static final DotName STAGED = DotName.createSimple(Staged.class);
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> STREAMS =
      Set.of(
          "io.smallrye.mutiny.Multi",
          "org.jboss.resteasy.reactive.RestMulti",
          "java.util.concurrent.Flow$Publisher");

  static MethodScannerBuildItem buildItem() {
    return new MethodScannerBuildItem(new IdempotentMethods());
  }

  @Override
  public List<HandlerChainCustomizer> scan(
      MethodInfo method, ClassInfo actualEndpointClass, Map<String, Object> methodContext) {
    AnnotationInstance annotation = method.annotation(IDEMPOTENT);
    if (annotation == null) {
      return List.of();
    }
    validate(method);
    IdempotentChainCustomizer customizer = new IdempotentChainCustomizer();
    customizer.setOperation(
        checked(method, "operation", () -> new Operation(text(annotation, "operation"))).name());
    customizer.setRequired(
        annotation.value("required") == null || annotation.value("required").asBoolean());
    customizer.setTtl(duration(method, annotation, "ttl"));
    customizer.setLease(duration(method, annotation, "lease"));
    customizer.setWaitAtMost(duration(method, annotation, "waitAtMost"));
    AnnotationValue takeover = annotation.value("onTakeover");
    customizer.setOnTakeover(
        takeover == null ? TakeoverPolicy.REEXECUTE : TakeoverPolicy.valueOf(takeover.asEnum()));
    customizer.setStaged(isStaged(method));
    if (customizer.isStaged() && !customizer.isRequired()) {
      throw refused(method, "it returns Staged, which needs a key; remove required = false");
    }
    return List.of(customizer);
  }

  private static boolean isStaged(MethodInfo method) {
    return method.returnType().kind() == Type.Kind.PARAMETERIZED_TYPE
        && method.returnType().asParameterizedType().arguments().get(0).name().equals(STAGED);
  }

  private static void validate(MethodInfo method) {
    for (String safe : SAFE_METHODS) {
      if (method.hasAnnotation(DotName.createSimple("jakarta.ws.rs." + safe))) {
        throw refused(method, safe + " is safe to repeat as it is; remove @Idempotent");
      }
    }
    String type = method.returnType().name().toString();
    if (STREAMS.contains(type)) {
      throw refused(method, "a stream cannot be stored and replayed; return a Uni of the whole");
    }
    if (!type.equals("io.smallrye.mutiny.Uni")) {
      throw refused(
          method,
          "it returns "
              + type
              + ", but runs in a reactive transaction on the event loop; return a Uni");
    }
  }

  private static String duration(MethodInfo method, AnnotationInstance annotation, String name) {
    String text = text(annotation, name);
    if (!text.isEmpty()) {
      Duration parsed = checked(method, name, () -> Duration.parse(text));
      if (parsed.isNegative() || parsed.isZero()) {
        throw refused(method, name + " is " + text + "; use a positive duration");
      }
    }
    return text;
  }

  private static <T> T checked(MethodInfo method, String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused(method, name + ": " + e.getMessage());
    }
  }

  private static String text(AnnotationInstance annotation, String name) {
    AnnotationValue value = annotation.value(name);
    return value == null ? "" : value.asString();
  }

  private static IllegalArgumentException refused(MethodInfo method, String why) {
    return new IllegalArgumentException(
        "@Idempotent on " + method.declaringClass().name() + "." + method.name() + ": " + why);
  }
}
