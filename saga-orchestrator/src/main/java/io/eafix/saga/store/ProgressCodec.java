package io.eafix.saga.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.run.SagaRun;
import io.eafix.saga.run.SagaState;
import io.eafix.saga.run.StepRun;
import io.eafix.saga.run.StepStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@link SagaRun} as JSON. The state is in its own column; only a paused saga's direction is kept
 * here. Steps that have not begun are left out.
 */
public final class ProgressCodec {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ObjectMapper JSON = new ObjectMapper(FACTORY);

  private ProgressCodec() {}

  /** Writes a saga's progress. */
  public static String write(SagaPlan plan, SagaRun run) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.writeStartObject();
      if (run.paused()) {
        out.writeStringField("direction", run.direction().name());
      }
      if (run.cancelAsked()) {
        out.writeBooleanField("cancelAsked", true);
      }
      field(out, "reason", run.reason());
      out.writeObjectFieldStart("steps");
      for (int i = 0; i < plan.size(); i++) {
        if (run.step(i).status() != StepStatus.PENDING) {
          out.writeFieldName(plan.step(i).name());
          step(out, run.step(i));
        }
      }
      out.writeEndObject();
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** Reads what {@link #write} wrote. */
  public static SagaRun read(SagaPlan plan, SagaState state, String progress) {
    try {
      JsonNode tree = JSON.readTree(progress);
      boolean paused = state == SagaState.PAUSED;
      List<StepRun> steps = new ArrayList<>(Collections.nCopies(plan.size(), StepRun.PENDING));
      tree.path("steps")
          .properties()
          .forEach(e -> steps.set(plan.indexOf(e.getKey()), step(e.getValue())));
      return new SagaRun(
          paused ? SagaState.valueOf(tree.path("direction").asText()) : state,
          paused,
          tree.path("cancelAsked").asBoolean(),
          text(tree, "reason"),
          steps);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  private static void step(JsonGenerator out, StepRun step) throws IOException {
    out.writeStartObject();
    out.writeStringField("status", step.status().name());
    if (step.attempts() > 0) {
      out.writeNumberField("attempts", step.attempts());
    }
    if (step.refusals() > 0) {
      out.writeNumberField("refusals", step.refusals());
    }
    field(out, "since", step.since());
    field(out, "acceptedAt", step.acceptedAt());
    field(out, "due", step.due());
    field(out, "location", step.location());
    field(out, "callback", step.callback());
    field(out, "error", step.error());
    out.writeEndObject();
  }

  private static StepRun step(JsonNode step) {
    return new StepRun(
        StepStatus.valueOf(step.path("status").asText()),
        step.path("attempts").asInt(),
        step.path("refusals").asInt(),
        instant(step, "since"),
        instant(step, "acceptedAt"),
        instant(step, "due"),
        text(step, "location"),
        text(step, "callback"),
        text(step, "error"));
  }

  private static void field(JsonGenerator out, String name, Object value) throws IOException {
    if (value != null) {
      out.writeStringField(name, value.toString());
    }
  }

  private static String text(JsonNode tree, String name) {
    return tree.hasNonNull(name) ? tree.get(name).asText() : null;
  }

  private static Instant instant(JsonNode tree, String name) {
    return tree.hasNonNull(name) ? Instant.parse(tree.get(name).asText()) : null;
  }
}
