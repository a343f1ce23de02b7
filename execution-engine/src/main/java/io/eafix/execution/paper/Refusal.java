package io.eafix.execution.paper;

/** Why the paper venue refuses an order: a stable code for programs and a text for people. */
record Refusal(String code, String text) {}
