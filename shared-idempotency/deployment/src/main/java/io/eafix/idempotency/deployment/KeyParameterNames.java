package io.eafix.idempotency.deployment;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;

/** Which parameters belong to the key of a method; one that it does not have is refused. */
final class KeyParameterNames {

  private static final List<DotName> SOURCES =
      List.of(
          DotName.createSimple("jakarta.ws.rs.PathParam"),
          DotName.createSimple("jakarta.ws.rs.QueryParam"),
          DotName.createSimple("org.jboss.resteasy.reactive.RestPath"),
          DotName.createSimple("org.jboss.resteasy.reactive.RestQuery"));

  private KeyParameterNames() {}

  static List<String> of(MethodInfo method, AnnotationInstance idempotent) {
    AnnotationValue value = idempotent.value("keyParameters");
    List<String> names = value == null ? List.of() : List.of(value.asStringArray());
    Set<String> known = known(method);
    for (String name : names) {
      if (!known.contains(name)) {
        throw IdempotentMethods.refused(
            method,
            "keyParameters: '"
                + name
                + "' is no path or query parameter of the method; use some of "
                + known);
      }
    }
    return names;
  }

  private static Set<String> known(MethodInfo method) {
    Set<String> names = new TreeSet<>();
    for (DotName source : SOURCES) {
      for (AnnotationInstance found : method.annotations(source)) {
        if (found.target().kind() == AnnotationTarget.Kind.METHOD_PARAMETER) {
          AnnotationValue name = found.value();
          names.add(
              name == null || name.asString().isEmpty()
                  ? found.target().asMethodParameter().name()
                  : name.asString());
        }
      }
    }
    return names;
  }
}
