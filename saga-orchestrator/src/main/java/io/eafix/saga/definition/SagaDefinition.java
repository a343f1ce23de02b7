package io.eafix.saga.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A saga as data. Instances come from {@link DefinitionReader}, which has checked the rules.
 *
 * @param name what sagas are started by
 * @param description for people
 * @param deadline the saga compensates if it is not past its pivot by then
 * @param uniqueBusinessKey whether a business key may have one saga only, ever
 * @param groups run one after the other; the steps of a group run at the same time
 */
public record SagaDefinition(
    String name,
    String description,
    Optional<Duration> deadline,
    boolean uniqueBusinessKey,
    List<List<StepDefinition>> groups) {}
