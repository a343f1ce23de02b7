package io.eafix.idempotency.it;

/** A note that has a media type of its own. */
public record NoteLine(Long id, String text) {}
