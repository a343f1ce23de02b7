package io.eafix.risk.check;

import io.eafix.risk.exposure.Exposures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How the account stands, without the order.
 *
 * @param exposures positions and active reservations
 * @param pnl realised and unrealised, in the account's currency; empty if it is not known
 * @param missing why it is not known; empty if it is
 * @param openingPnl what that was when the trading day began; empty if it is not known
 */
public record Book(
    Exposures exposures,
    Optional<BigDecimal> pnl,
    List<String> missing,
    Optional<BigDecimal> openingPnl) {}
