package io.eafix.execution.paper;

import java.math.BigDecimal;

/** One match: positive quantity in base units at a positive price. */
record Trade(BigDecimal quantity, BigDecimal price) {}
