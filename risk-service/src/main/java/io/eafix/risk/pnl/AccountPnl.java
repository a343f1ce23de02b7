package io.eafix.risk.pnl;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an account has made, in its currency. A sum of which a part is not known is absent, never
 * the sum of the rest.
 *
 * @param missing what is not known; empty if everything is
 */
public record AccountPnl(
    String account,
    String currency,
    BigDecimal realised,
    BigDecimal unrealised,
    BigDecimal total,
    List<String> missing,
    List<PositionPnl> positions) {

  static AccountPnl of(String account, String currency, List<PositionPnl> positions) {
    return new AccountPnl(
        account,
        currency,
        sum(positions, PositionPnl::realisedInAccountCurrency),
        sum(positions, PositionPnl::unrealisedInAccountCurrency),
        sum(positions, PositionPnl::total),
        positions.stream().flatMap(position -> position.missing().stream()).toList(),
        positions);
  }

  /** The total, if everything is known. */
  @JsonIgnore
  public Optional<BigDecimal> known() {
    return Optional.ofNullable(total);
  }

  private static BigDecimal sum(
      List<PositionPnl> positions, Function<PositionPnl, BigDecimal> amount) {
    BigDecimal sum = BigDecimal.ZERO;
    for (PositionPnl position : positions) {
      BigDecimal more = amount.apply(position);
      if (more == null) {
        return null;
      }
      sum = sum.add(more);
    }
    return sum;
  }
}
