package io.eafix.execution.matching;

import java.math.BigDecimal;

/** One match: positive quantity in base units at a positive price. */
public record Trade(BigDecimal quantity, BigDecimal price) {}
