package io.eafix.localstack.check;

/** Everything the promises are judged by. */
public record Figures(TradeFigures trades, EventFigures events) {}
