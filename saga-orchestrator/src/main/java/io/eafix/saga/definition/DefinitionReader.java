package io.eafix.saga.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns a definition's document into a {@link SagaDefinition}, or into a fault for each thing that
 * is wrong with it.
 */
public final class DefinitionReader {

  static final Duration LONGEST = Duration.ofDays(30);
  private static final int GROUPS_MAX = 50;
  private static final int PARALLEL_MAX = 20;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,63}");
  private static final String NAME_RULE =
      "a letter, then up to 63 letters, digits, underscores or hyphens";
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~/-]{0,199}");

  private final Set<String> participants;

  /**
   * Makes a reader.
   *
   * @param participants services that have a base URL
   */
  public DefinitionReader(Set<String> participants) {
    this.participants = Set.copyOf(participants);
  }

  /**
   * Reads and checks a definition.
   *
   * @throws InvalidDefinitionException with all faults
   */
  public SagaDefinition read(JsonNode document) {
    List<Fault> faults = new ArrayList<>();
    DocumentNode root = new DocumentNode(document, "", faults);
    root.allow(Set.of("name", "description", "deadline", "uniqueBusinessKey", "steps"));
    SagaDefinition definition =
        new SagaDefinition(
            root.text("name", NAME, NAME_RULE),
            root.has("description")
                ? root.text("description", Pattern.compile("(?s).{0,2000}"), "text")
                : "",
            Optional.ofNullable(root.duration("deadline", null, LONGEST)),
            root.flag("uniqueBusinessKey"),
            root.list("steps", GROUPS_MAX).stream().map(this::group).toList());
    if (faults.isEmpty()) {
      faults.addAll(DefinitionRules.check(definition));
    }
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException(faults);
    }
    return definition;
  }

  private List<StepDefinition> group(DocumentNode node) {
    if (node.has("parallel")) {
      node.allow(Set.of("parallel"));
      return node.list("parallel", PARALLEL_MAX).stream().map(this::step).toList();
    }
    return List.of(step(node));
  }

  private StepDefinition step(DocumentNode node) {
    node.allow(Set.of("step", "participant", "kind", "action", "compensation", "when", "async"));
    return new StepDefinition(
        node.text("step", NAME, NAME_RULE),
        participant(node),
        node.choice("kind", StepKind.values(), StepKind::text),
        call(node.at("action"), RetryPolicy.ACTION, false),
        node.has("compensation")
            ? Optional.of(call(node.at("compensation"), RetryPolicy.COMPENSATION, true))
            : Optional.empty(),
        node.expression("when"),
        node.has("async") ? async(node.at("async")) : AsyncPolicy.DEFAULT);
  }

  private String participant(DocumentNode node) {
    String name = node.text("participant", NAME, NAME_RULE);
    if (!name.isEmpty() && !participants.contains(name)) {
      node.at("participant")
          .fault(
              "no URL is configured for it; configured under eafix.urls: "
                  + String.join(", ", participants.stream().sorted().toList()));
    }
    return name;
  }

  private static CallDefinition call(DocumentNode node, RetryPolicy retry, boolean compensation) {
    node.allow(
        compensation
            ? Set.of("path", "input", "timeout", "retry", "heldWhen")
            : Set.of("path", "input", "timeout", "retry"));
    return new CallDefinition(
        node.text("path", PATH, "a path that begins with /"),
        node.expression("input"),
        node.duration("timeout", Duration.ofSeconds(5), Duration.ofMinutes(10)),
        node.has("retry") ? retry(node.at("retry"), retry) : retry,
        node.expression("heldWhen"));
  }

  private static RetryPolicy retry(DocumentNode node, RetryPolicy otherwise) {
    node.allow(Set.of("initialDelay", "multiplier", "maxDelay", "budget", "refusalsMax"));
    return new RetryPolicy(
        node.duration("initialDelay", otherwise.initialDelay(), LONGEST),
        node.integer("multiplier", otherwise.multiplier(), 1, 10),
        node.duration("maxDelay", otherwise.maxDelay(), LONGEST),
        node.duration("budget", otherwise.budget(), LONGEST),
        node.integer("refusalsMax", otherwise.refusalsMax(), 1, 100));
  }

  private static AsyncPolicy async(DocumentNode node) {
    node.allow(Set.of("timeout", "pollInterval", "callback"));
    return new AsyncPolicy(
        node.duration("timeout", AsyncPolicy.DEFAULT.timeout(), LONGEST),
        node.duration("pollInterval", AsyncPolicy.DEFAULT.pollInterval(), Duration.ofHours(1)),
        node.flag("callback"));
  }
}
