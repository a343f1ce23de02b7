package io.eafix.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/** The parts of the project, as packages. */
final class Code {
  static final String SIGNALS = "io.eafix.signal..";
  static final String RISK = "io.eafix.risk..";
  static final String EXECUTION = "io.eafix.execution..";
  static final String SAGAS = "io.eafix.saga..";
  static final String RELAY = "io.eafix.relay..";
  static final String EXTENSION = "io.eafix.idempotency..";
  static final String LOCAL_STACK = "io.eafix.localstack..";
  static final String[] SERVICES = {SIGNALS, RISK, EXECUTION, SAGAS, RELAY};
  static final String[] PRODUCT = {SIGNALS, RISK, EXECUTION, SAGAS, RELAY, EXTENSION};

  private Code() {}

  /** Classes below a package, whatever their own. */
  static DescribedPredicate<JavaClass> of(String... packages) {
    return JavaClass.Predicates.resideInAnyPackage(packages);
  }
}
