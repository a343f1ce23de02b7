package io.eafix.risk.participant;

import io.eafix.risk.reservation.Reservation;
import java.util.UUID;

/**
 * The answer to giving a reservation back.
 *
 * @param state null if there never was one
 */
public record Released(UUID signalId, Reservation.State state) {}
