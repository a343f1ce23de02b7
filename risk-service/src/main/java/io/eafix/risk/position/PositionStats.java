package io.eafix.risk.position;

import java.util.List;

/**
 * Positions and what made them.
 *
 * @param fills executions booked, each once
 */
public record PositionStats(long fills, List<PositionView> positions) {}
