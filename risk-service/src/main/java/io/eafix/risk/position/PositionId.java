package io.eafix.risk.position;

/** Whose position in what. */
public record PositionId(String account, String symbol) {}
