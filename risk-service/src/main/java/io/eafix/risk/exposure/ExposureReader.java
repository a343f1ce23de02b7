package io.eafix.risk.exposure;

import io.eafix.risk.instrument.Instrument;
import io.eafix.risk.position.Position;
import io.eafix.risk.reservation.Reservation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds to what an account holds what it has reserved. Call it under the account's lock. */
@ApplicationScoped
public class ExposureReader {

  /**
   * @param positions all of the account
   */
  public Uni<Exposures> of(
      String account, List<Position> positions, Map<String, Instrument> instruments) {
    return Reservation.<Reservation>list(
            "account = ?1 and state = ?2", account, Reservation.State.ACTIVE)
        .map(reservations -> exposures(positions, reservations, instruments));
  }

  private static Exposures exposures(
      List<Position> positions,
      List<Reservation> reservations,
      Map<String, Instrument> instruments) {
    Map<String, Exposure> bySymbol = new HashMap<>();
    for (Position position : positions) {
      bySymbol.put(position.symbol, Exposure.NONE.withPosition(position.quantity));
    }
    for (Reservation reservation : reservations) {
      Exposure before = bySymbol.getOrDefault(reservation.symbol, Exposure.NONE);
      bySymbol.put(reservation.symbol, before.withPending(reservation.side, reservation.open()));
    }
    return new Exposures(bySymbol, instruments);
  }
}
