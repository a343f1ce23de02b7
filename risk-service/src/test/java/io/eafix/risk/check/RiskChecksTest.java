package io.eafix.risk.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.risk.account.Account;
import io.eafix.risk.exposure.Exposure;
import io.eafix.risk.exposure.Exposures;
import io.eafix.risk.instrument.Instrument;
import io.eafix.risk.instrument.Rates;
import io.eafix.risk.limits.AccountLimits;
import io.eafix.risk.limits.SymbolLimits;
import io.eafix.risk.position.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each check alone, and that all of them speak. */
class RiskChecksTest {

  private static final Instant NOW = Instant.parse("2020-01-06T10:00:00Z");
  private static final UUID SIGNAL = new UUID(1, 1);

  private final RiskChecks checks = new RiskChecks();

  private String quantity = "10000";
  private String bid = "1.10000";
  private String ask = "1.10002";
  private Instant quoteTime = NOW.minusSeconds(1);
  private Instant validUntil = NOW.plusSeconds(60);
  private Side side = Side.BUY;
  private Exposure exposure = Exposure.NONE;
  private Map<String, BigDecimal> mids = Map.of("EURUSD", new BigDecimal("1.1"));
  private String positionMax = "1000000";
  private String grossMax = "10000000";
  private boolean duplicate;

  @Test
  void anOrderWithinAllLimitsPasses() {
    assertEquals(Set.of(), failed());
  }

  @Test
  void aQuantityIsNeverRoundedToFit() {
    quantity = "999";
    assertEquals(EnumSet.of(CheckCode.QUANTITY_MIN, CheckCode.QUANTITY_STEP), failed());
    quantity = "1500";
    assertEquals(EnumSet.of(CheckCode.QUANTITY_STEP), failed());
    quantity = "101000";
    assertEquals(EnumSet.of(CheckCode.QUANTITY_MAX), failed());
  }

  @Test
  void withoutAQuoteNothingIsTraded() {
    bid = null;
    assertEquals(EnumSet.of(CheckCode.QUOTE_PRESENT), failed());
    bid = "1.10000";
    quoteTime = null;
    assertEquals(EnumSet.of(CheckCode.QUOTE_PRESENT), failed());
  }

  @Test
  void aStaleQuoteOrOneFromTheFutureIsNotTraded() {
    quoteTime = NOW.minusSeconds(6);
    assertEquals(EnumSet.of(CheckCode.QUOTE_FRESH), failed());
    quoteTime = NOW.minusSeconds(5);
    assertEquals(Set.of(), failed());
    quoteTime = NOW.plusSeconds(1);
    assertEquals(EnumSet.of(CheckCode.QUOTE_FRESH), failed());
  }

  @Test
  void aWideSpreadOrACrossedQuoteIsNotTraded() {
    ask = "1.10051";
    assertEquals(EnumSet.of(CheckCode.SPREAD), failed());
    ask = "1.09999";
    assertEquals(EnumSet.of(CheckCode.QUOTE_NOT_CROSSED), failed());
  }

  @Test
  void pendingOrdersCountOnTheWorstSide() {
    positionMax = "100000";
    exposure = exposure("50000", "40000", "0");
    assertEquals(Set.of(), failed());
    exposure = exposure("50000", "41000", "0");
    assertEquals(EnumSet.of(CheckCode.POSITION), failed());
    exposure = exposure("50000", "41000", "500000");
    assertTrue(failed().contains(CheckCode.POSITION), "pending sells make no room for buys");
    side = Side.SELL;
    exposure = exposure("-50000", "500000", "41000");
    assertTrue(failed().contains(CheckCode.POSITION), "pending buys make no room for sells");
  }

  @Test
  void grossIsInTheAccountsCurrency() {
    grossMax = "99000.9";
    exposure = exposure("81000", "0", "0");
    assertEquals(EnumSet.of(CheckCode.GROSS_NOTIONAL), failed());
    exposure = exposure("80000", "0", "0");
    assertEquals(Set.of(), failed());
  }

  @Test
  void whatCannotBeConvertedIsNotTraded() {
    mids = Map.of("GBPUSD", new BigDecimal("1.3"));
    assertEquals(EnumSet.of(CheckCode.GROSS_NOTIONAL), failed());
  }

  @Test
  void anExpiredOrRepeatedIntentIsNotTraded() {
    validUntil = NOW.minusMillis(1);
    duplicate = true;
    assertEquals(EnumSet.of(CheckCode.SIGNAL_NOT_EXPIRED, CheckCode.NOT_DUPLICATE), failed());
  }

  @Test
  void allReasonsAreTold() {
    positionMax = "100000";
    quantity = "101500";
    ask = "1.20000";
    quoteTime = NOW.minusSeconds(600);
    duplicate = true;
    Set<CheckCode> failed = failed();
    assertTrue(
        failed.containsAll(
            EnumSet.of(
                CheckCode.QUANTITY_MAX,
                CheckCode.QUANTITY_STEP,
                CheckCode.SPREAD,
                CheckCode.QUOTE_FRESH,
                CheckCode.NOT_DUPLICATE,
                CheckCode.POSITION)),
        failed.toString());
  }

  @Test
  void bothNumbersAreTold() {
    quantity = "101000";
    CheckResult result =
        results().stream()
            .filter(r -> r.code() == CheckCode.QUANTITY_MAX)
            .findFirst()
            .orElseThrow();
    assertEquals("100000", result.limit());
    assertEquals("101000", result.actual());
    assertFalse(result.passed());
  }

  @Test
  void whatIsNotConfiguredIsNotTraded() {
    RiskContext unknown =
        new RiskContext(order(), null, null, null, null, exposures(), rates(), false);
    assertEquals(
        EnumSet.of(CheckCode.ACCOUNT_KNOWN, CheckCode.INSTRUMENT_ALLOWED),
        codes(checks.check(unknown)));
  }

  private Set<CheckCode> failed() {
    return codes(results());
  }

  private List<CheckResult> results() {
    return checks.check(
        new RiskContext(
            order(),
            account(),
            instrument(),
            accountLimits(),
            symbolLimits(),
            exposures(),
            rates(),
            duplicate));
  }

  private static Set<CheckCode> codes(List<CheckResult> results) {
    return results.stream()
        .filter(result -> !result.passed())
        .map(CheckResult::code)
        .collect(Collectors.toSet());
  }

  private OrderIntent order() {
    return new OrderIntent(
        SIGNAL,
        "A",
        "EURUSD",
        side,
        new BigDecimal(quantity),
        "s",
        decimal(bid),
        decimal(ask),
        quoteTime,
        validUntil,
        NOW);
  }

  private Exposures exposures() {
    return new Exposures(Map.of("EURUSD", exposure), Map.of("EURUSD", "EUR"));
  }

  private Rates rates() {
    return new Rates(Map.of("EURUSD", instrument()), mids);
  }

  private static Exposure exposure(String position, String pendingBuy, String pendingSell) {
    return new Exposure(decimal(position), decimal(pendingBuy), decimal(pendingSell));
  }

  private static BigDecimal decimal(String value) {
    return value == null ? null : new BigDecimal(value);
  }

  private static Account account() {
    Account account = new Account();
    account.account = "A";
    account.currency = "USD";
    return account;
  }

  private static Instrument instrument() {
    Instrument instrument = new Instrument();
    instrument.symbol = "EURUSD";
    instrument.baseCurrency = "EUR";
    instrument.quoteCurrency = "USD";
    instrument.tickSize = new BigDecimal("0.00001");
    instrument.quantityMin = new BigDecimal("1000");
    instrument.quantityStep = new BigDecimal("1000");
    return instrument;
  }

  private AccountLimits accountLimits() {
    AccountLimits limits = new AccountLimits();
    limits.grossNotionalMax = new BigDecimal(grossMax);
    return limits;
  }

  private SymbolLimits symbolLimits() {
    SymbolLimits limits = new SymbolLimits();
    limits.orderQuantityMax = new BigDecimal("100000");
    limits.positionMax = new BigDecimal(positionMax);
    limits.spreadMax = new BigDecimal("0.0005");
    limits.quoteAgeMaxMs = 5000;
    return limits;
  }
}
