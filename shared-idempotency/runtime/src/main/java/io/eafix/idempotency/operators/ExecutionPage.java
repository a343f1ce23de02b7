package io.eafix.idempotency.operators;

import java.util.List;

/**
 * Some executions, oldest first.
 *
 * @param next cursor of the page that follows; absent if none does
 */
public record ExecutionPage(List<ExecutionView> executions, String next) {}
