package io.eafix.saga.engine;

import io.eafix.saga.definition.SagaPlan;
import java.util.HashMap;
import java.util.Map;

/**
 * What expressions see. Only what cannot change any more while the step's call may be repeated: the
 * context, results of earlier groups, and for a compensation its own step's result and the reason.
 */
final class ExpressionInput {

  private ExpressionInput() {}

  static Map<String, Object> ofAction(ActiveSaga saga, int step) {
    Map<String, Object> input = new HashMap<>();
    input.put("context", saga.context);
    input.put("results", earlier(saga, step));
    input.put(
        "saga",
        Map.of(
            "id", saga.id.toString(),
            "businessKey", saga.businessKey,
            "definition", saga.plan.definition().name()));
    return input;
  }

  static Map<String, Object> ofCompensation(ActiveSaga saga, int step) {
    Map<String, Object> input = ofAction(saga, step);
    Map<String, Object> results = earlier(saga, step);
    String name = saga.plan.step(step).name();
    if (saga.results.containsKey(name)) {
      results.put(name, saga.results.get(name));
    }
    input.put("results", results);
    if (saga.run.reason() != null) {
      input.put("reason", saga.run.reason());
    }
    return input;
  }

  static Map<String, Object> ofAnswer(ActiveSaga saga, int step, Object answer) {
    Map<String, Object> input = ofCompensation(saga, step);
    input.put("answer", answer);
    return input;
  }

  private static Map<String, Object> earlier(ActiveSaga saga, int step) {
    SagaPlan plan = saga.plan;
    int end = plan.groupStart(plan.groupOf(step));
    Map<String, Object> visible = new HashMap<>();
    for (int i = 0; i < end; i++) {
      Object result = saga.results.get(plan.step(i).name());
      if (result != null) {
        visible.put(plan.step(i).name(), result);
      }
    }
    return visible;
  }
}
