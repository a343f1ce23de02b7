package io.eafix.saga.run;

import io.eafix.saga.definition.DefinitionDocument;
import io.eafix.saga.definition.DefinitionReader;
import io.eafix.saga.definition.SagaPlan;
import java.util.Set;

/** Plans of different shapes. */
final class Plans {

  static final String SEQUENCE =
      """
      name: sequence
      steps:
        - {step: a, participant: alpha, kind: compensatable, action: {path: /a}, compensation: {path: /ua}}
        - {step: b, participant: alpha, kind: compensatable, action: {path: /b}, compensation: {path: /ub}}
        - {step: p, participant: beta, kind: pivot, action: {path: /p}, compensation: {path: /up, heldWhen: answer.held}}
        - {step: r, participant: beta, kind: retriable, action: {path: /r}}
      """;
  static final String PARALLEL =
      """
      name: parallel
      steps:
        - {step: a, participant: alpha, kind: compensatable, action: {path: /a}, compensation: {path: /ua}}
        - parallel:
          - {step: b, participant: alpha, kind: compensatable, action: {path: /b}, compensation: {path: /ub}}
          - {step: c, participant: beta, kind: compensatable, async: {callback: true}, action: {path: /c}, compensation: {path: /uc}}
          - {step: d, participant: beta, kind: compensatable, action: {path: /d}, compensation: {path: /ud}}
        - {step: p, participant: beta, kind: pivot, action: {path: /p}}
        - parallel:
          - {step: r, participant: alpha, kind: retriable, action: {path: /r}}
          - {step: s, participant: beta, kind: retriable, async: {callback: true}, action: {path: /s}}
      """;
  static final String NO_PIVOT =
      """
      name: no-pivot
      steps:
        - {step: a, participant: alpha, kind: compensatable, action: {path: /a}, compensation: {path: /ua}}
        - {step: b, participant: alpha, kind: compensatable, action: {path: /b}, compensation: {path: /ub}}
        - {step: c, participant: alpha, kind: compensatable, action: {path: /c}, compensation: {path: /uc}}
      """;

  static final String PIVOT_FIRST =
      """
      name: pivot-first
      steps:
        - {step: p, participant: beta, kind: pivot, action: {path: /p}}
        - {step: r, participant: beta, kind: retriable, action: {path: /r}}
      """;

  private Plans() {}

  static SagaPlan of(String yaml) {
    return new SagaPlan(
        new DefinitionReader(Set.of("alpha", "beta")).read(DefinitionDocument.parse(yaml)), 1);
  }
}
