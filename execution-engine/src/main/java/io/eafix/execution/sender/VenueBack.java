package io.eafix.execution.sender;

/**
 * Fired when a venue can be reached again and everything that it sent before has been booked.
 *
 * @param venue its name
 */
public record VenueBack(String venue) {}
