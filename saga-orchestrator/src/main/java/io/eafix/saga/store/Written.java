package io.eafix.saga.store;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What one commit has written.
 *
 * @param changed sagas whose change was written
 * @param starts what became of each start, by its saga's id
 */
public record Written(Set<UUID> changed, Map<UUID, StartOutcome> starts) {}
