package io.eafix.risk.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.risk.account.Account;
import io.eafix.risk.exposure.Exposure;
import io.eafix.risk.exposure.Exposures;
import io.eafix.risk.halt.TradingState;
import io.eafix.risk.halt.TradingState.Scope;
import io.eafix.risk.instrument.Instrument;
import io.eafix.risk.instrument.Quote;
import io.eafix.risk.instrument.Rates;
import io.eafix.risk.limits.AccountLimitValues;
import io.eafix.risk.limits.SymbolLimitValues;
import io.eafix.risk.position.Side;
import io.eafix.risk.session.Session;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each check alone, and that all of them speak. */
class RiskChecksTest {

  private static final Instant NOW = Instant.parse("2020-01-06T10:00:00Z");
  private static final UUID SIGNAL = new UUID(1, 1);

  private static final TradingState ACTIVE = TradingState.neverSet(Scope.GLOBAL, "*");
  private static final Recent NOTHING_BEFORE = new Recent(false, 0, 0);

  private final RiskChecks checks = new RiskChecks();

  private String quantity = "10000";
  private String bid = "1.10000";
  private String ask = "1.10002";
  private Instant quoteTime = NOW.minusSeconds(1);
  private Instant validUntil = NOW.plusSeconds(60);
  private Side side = Side.BUY;
  private Exposure exposure = Exposure.NONE;
  private Map<String, Quote> quotes = Map.of("EURUSD", quote("1.1"));
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
    quotes = Map.of("GBPUSD", quote("1.3"));
    assertEquals(
        EnumSet.of(
            CheckCode.ORDER_NOTIONAL,
            CheckCode.GROSS_NOTIONAL,
            CheckCode.CURRENCY_EXPOSURE,
            CheckCode.MARGIN),
        failed());
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
    Rules none = new Rules(null, null, null, null, Map.of(), Optional.empty(), ACTIVE);
    RiskContext unknown = new RiskContext(order(), none, rates(), book(), NOTHING_BEFORE);
    assertEquals(
        EnumSet.of(CheckCode.ACCOUNT_KNOWN, CheckCode.INSTRUMENT_ALLOWED),
        codes(checks.check(unknown)));
  }

  @Test
  void anAccountBeyondItsLimitsMayReduce() {
    grossMax = "1000";
    exposure = exposure("80000", "0", "0");
    assertTrue(failed().contains(CheckCode.GROSS_NOTIONAL), "a buy adds to what is too much");
    side = Side.SELL;
    assertEquals(Set.of(), failed());
  }

  private Set<CheckCode> failed() {
    return codes(results());
  }

  private List<CheckResult> results() {
    Recent recent = new Recent(duplicate, 0, 0);
    return checks.check(new RiskContext(order(), rules(), rates(), book(), recent));
  }

  private Rules rules() {
    Session always = new Session(ZoneOffset.UTC, List.of("MONDAY 00:00-MONDAY 00:00"), Set.of());
    return new Rules(
        account(),
        instrument(),
        accountLimits(),
        symbolLimits(),
        Map.of("EURUSD", new BigDecimal("0.02")),
        Optional.of(always),
        ACTIVE);
  }

  private Book book() {
    Optional<BigDecimal> nothing = Optional.of(BigDecimal.ZERO);
    return new Book(exposures(), nothing, List.of(), nothing);
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
        null,
        null,
        bid == null || quoteTime == null ? null : new Quote(decimal(bid), decimal(ask), quoteTime),
        validUntil,
        NOW);
  }

  private Exposures exposures() {
    return new Exposures(Map.of("EURUSD", exposure), Map.of("EURUSD", instrument()));
  }

  private Rates rates() {
    return new Rates(Map.of("EURUSD", instrument()), quotes);
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

  private static Quote quote(String mid) {
    return new Quote(decimal(mid), decimal(mid), NOW);
  }

  private AccountLimitValues accountLimits() {
    BigDecimal ample = decimal("1000000000");
    return new AccountLimitValues(decimal(grossMax), ample, ample, ample, ample, 10, 1000L, 1000L);
  }

  private SymbolLimitValues symbolLimits() {
    return new SymbolLimitValues(
        decimal("100000"),
        decimal("1000000"),
        decimal(positionMax),
        decimal("0.0005"),
        5000L,
        decimal("100"),
        decimal("0.02"),
        decimal("0.01"),
        0L,
        "ALWAYS");
  }
}
