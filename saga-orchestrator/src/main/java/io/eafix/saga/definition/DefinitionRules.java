package io.eafix.saga.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules between steps: nothing that cannot be undone stands before the pivot, and nothing that
 * would have to be undone stands after it.
 */
final class DefinitionRules {

  private final List<Fault> faults = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private StepKind reached = StepKind.COMPENSATABLE;
  private boolean pivotSeen;

  private DefinitionRules() {}

  static List<Fault> check(SagaDefinition definition) {
    DefinitionRules rules = new DefinitionRules();
    for (int group = 0; group < definition.groups().size(); group++) {
      rules.group("steps[" + group + "]", definition.groups().get(group));
    }
    return rules.faults;
  }

  private void group(String path, List<StepDefinition> steps) {
    boolean parallel = steps.size() > 1;
    for (int i = 0; i < steps.size(); i++) {
      step(parallel ? path + ".parallel[" + i + "]" : path, steps.get(i), parallel);
    }
    if (steps.stream().map(StepDefinition::kind).distinct().count() > 1) {
      fault(path, "the steps of a parallel group must be of one kind");
    }
  }

  private void step(String path, StepDefinition step, boolean parallel) {
    if (!names.add(step.name())) {
      fault(path + ".step", "the name " + step.name() + " is taken by an earlier step");
    }
    switch (step.kind()) {
      case COMPENSATABLE -> compensatable(path, step);
      case PIVOT -> pivot(path, step, parallel);
      case RETRIABLE -> retriable(path, step);
    }
  }

  private void compensatable(String path, StepDefinition step) {
    if (step.compensation().isEmpty()) {
      fault(path + ".compensation", "is missing; a compensatable step needs one");
    }
    if (reached != StepKind.COMPENSATABLE) {
      fault(path + ".kind", "a compensatable step must not stand after a pivot or retriable step");
    }
    if (step.compensation().flatMap(CallDefinition::heldWhen).isPresent()) {
      fault(path + ".compensation.heldWhen", "only a pivot can turn out to have taken effect");
    }
  }

  private void pivot(String path, StepDefinition step, boolean parallel) {
    if (parallel) {
      fault(path + ".kind", "a pivot must not stand in a parallel group");
    }
    if (pivotSeen) {
      fault(path + ".kind", "there can be one pivot only");
    } else if (reached == StepKind.RETRIABLE) {
      fault(path + ".kind", "a pivot must not stand after a retriable step");
    }
    if (step.when().isPresent()) {
      fault(path + ".when", "a pivot cannot be skipped");
    }
    pivotSeen = true;
    reached = StepKind.PIVOT;
  }

  private void retriable(String path, StepDefinition step) {
    if (step.compensation().isPresent()) {
      fault(path + ".compensation", "a retriable step is never undone");
    }
    reached = StepKind.RETRIABLE;
  }

  private void fault(String path, String message) {
    faults.add(new Fault(path, message));
  }
}
