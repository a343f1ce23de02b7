package io.eafix.localstack.check;

/**
 * Whether a promise was kept.
 *
 * @param promise what must be true
 * @param kept whether it is
 * @param found the figures it was judged by
 */
public record CheckResult(String promise, boolean kept, String found) {}
