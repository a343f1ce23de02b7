package io.eafix.risk.check;

import io.eafix.risk.exposure.Exposures;
import io.eafix.risk.instrument.Instrument;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Positions as they would be if the order and everything pending on its side were filled and
 * nothing on the other side were.
 */
final class ExposureChecks implements RiskCheck {

  @Override
  public Stream<CheckResult> check(RiskContext c) {
    return Stream.concat(Stream.of(position(c), gross(c)), currencies(c));
  }

  private static CheckResult position(RiskContext c) {
    return CheckResult.atMost(
        CheckCode.POSITION,
        c.symbolLimits().positionMax(),
        c.after().of(c.order().symbol()).worst(c.order().side()));
  }

  private static CheckResult gross(RiskContext c) {
    return CheckResult.notRaisedAbove(
        CheckCode.GROSS_NOTIONAL,
        null,
        c.accountLimits().grossNotionalMax(),
        c.before().grossNotional(c.rates(), c.currency()),
        c.after().grossNotional(c.rates(), c.currency()),
        () -> c.after().missing(c.rates(), c.currency()));
  }

  /** Both currencies of the order; what is held of the account's own is no exposure. */
  private static Stream<CheckResult> currencies(RiskContext c) {
    Instrument instrument = c.rules().instrument();
    return Stream.of(instrument.baseCurrency, instrument.quoteCurrency)
        .filter(currency -> !currency.equals(c.currency()))
        .map(
            currency ->
                CheckResult.notRaisedAbove(
                    CheckCode.CURRENCY_EXPOSURE,
                    currency,
                    c.accountLimits().currencyExposureMax(),
                    worst(c, c.before(), currency),
                    worst(c, c.after(), currency),
                    () -> missing(c, currency)));
  }

  private static Optional<BigDecimal> worst(RiskContext c, Exposures exposures, String currency) {
    return exposures
        .inCurrency(currency, c.rates())
        .flatMap(range -> c.rates().convert(range.worst(), currency, c.currency()));
  }

  private static List<String> missing(RiskContext c, String currency) {
    List<String> symbols = c.after().missingIn(currency, c.rates());
    return symbols.isEmpty()
        ? List.of("no fresh quote leads from " + currency + " to " + c.currency())
        : symbols;
  }
}
