package io.eafix.risk.participant;

import io.eafix.risk.position.PositionView;
import java.util.List;

/** The positions that the executions of an order touched, as they are now. */
public record RecordedFills(List<PositionView> positions) {}
