package io.eafix.relay.batch;

import io.eafix.relay.event.OutboxRow;
import java.util.List;

/**
 * A batch that can be claimed.
 *
 * @param events what it publishes, in order
 * @param aside what it passes over
 * @param lastId of the id sequence before the batch's goal was left behind: floor of the next goal
 */
public record Plan(Batch batch, List<OutboxRow> events, List<Aside> aside, long lastId) {}
