package io.eafix.saga.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Something that happened to a saga: an attempt of a call, or a command, of which the first is its
 * start.
 *
 * @param what {@code attempt} or {@code command}
 * @param at when it ended
 * @param step the step, absent for a command for the whole saga
 * @param phase action or compensation, absent for commands
 * @param attempt which attempt of the phase, absent for commands
 * @param outcome an attempt's outcome, or the command's name
 * @param status HTTP status, absent if there was no answer
 * @param durationMs how long the answer took, in milliseconds; absent for commands
 * @param answer the participant's answer, absent if there was none
 * @param error what went wrong, or the command's reason
 * @param actor who gave the command, absent for attempts
 */
public record TimelineEntry(
    String what,
    Instant at,
    String step,
    String phase,
    Integer attempt,
    String outcome,
    Integer status,
    Long durationMs,
    JsonNode answer,
    String error,
    String actor) {}
