package io.eafix.risk.decision;

import java.util.List;

/**
 * Some decisions, newest first.
 *
 * @param next cursor of the following page, absent on the last
 */
public record DecisionPage(List<DecisionView> decisions, Long next) {}
