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
    EndpointRules.validate(method, actualEndpointClass);
    IdempotentChainCustomizer customizer = new IdempotentChainCustomizer();
    customizer.setOperation(operation(method, annotation));
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
    customizer.setBlocking(!EndpointRules.isAsynchronous(method));
    customizer.setKeyParameters(KeyParameterNames.of(method, annotation));
    return List.of(customizer);
  }

  private static boolean isStaged(MethodInfo method) {
    return method.returnType().kind() == Type.Kind.PARAMETERIZED_TYPE
        && method.returnType().asParameterizedType().arguments().get(0).name().equals(STAGED);
  }

  private static String duration(MethodInfo method, AnnotationInstance annotation, String name) {
    String text = text(annotation, name);
    if (!text.isEmpty()) {
      Duration parsed = parsed(method, name, text);
      if (parsed.isNegative() || parsed.isZero()) {
        throw refused(method, name + " is " + text + "; use a positive duration");
      }
    }
    return text;
  }

  private static Duration parsed(MethodInfo method, String name, String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw refused(
          method, name + ": '" + text + "' is no ISO 8601 duration; write it as PT24H or PT10S");
    }
  }

  private static String operation(MethodInfo method, AnnotationInstance annotation) {
    try {
      return new Operation(text(annotation, "operation")).name();
    } catch (IllegalArgumentException e) {
      throw refused(method, e.getMessage());
    }
  }

  private static String text(AnnotationInstance annotation, String name) {
    AnnotationValue value = annotation.value(name);
    return value == null ? "" : value.asString();
  }

  static IllegalArgumentException refused(MethodInfo method, String why) {
    return new IllegalArgumentException(
        "@Idempotent on " + method.declaringClass().name() + "." + method.name() + ": " + why);
  }
}
