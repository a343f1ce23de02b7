package io.eafix.saga.api;

import java.util.List;

/**
 * A page of sagas, newest first.
 *
 * @param next cursor of the following page, absent on the last
 */
public record SagaPage(List<SagaSummary> sagas, String next) {}
