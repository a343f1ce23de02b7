package io.eafix.signal.indicator;

import static io.eafix.signal.strategy.Readings.decimal;
import static io.eafix.signal.strategy.Readings.last;

import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.signal.bar.NewestBars;
import io.eafix.signal.bar.Series;
import io.eafix.signal.config.SignalConfig;
import io.eafix.signal.market.Frame;
import io.eafix.signal.market.MidBar;
import io.eafix.signal.market.Window;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The usual indicators with their usual parameters, over the same window as the strategies. */
@ApplicationScoped
class CurrentIndicators {

  private static final int BAND_BARS = 20;
  private static final int BAND_DEVIATIONS = 2;

  private final Transactions transactions;
  private final NewestBars bars;
  private final int windowBars;

  CurrentIndicators(Transactions transactions, NewestBars bars, SignalConfig config) {
    this.transactions = transactions;
    this.bars = bars;
    this.windowBars = config.windowBars();
  }

  Uni<CurrentView> of(Series series) {
    return transactions.inTransaction(
        () ->
            transactions
                .sql()
                .flatMap(sql -> bars.of(sql, series, windowBars + 1))
                .map(newest -> view(series, newest)));
  }

  private CurrentView view(Series series, List<MidBar> newest) {
    Window window = Window.of(windowBars, newest);
    if (!window.isFull()) {
      throw Problems.notFound("indicator before " + (windowBars + 1) + " bars", series);
    }
    return new CurrentView(
        series.symbol(),
        series.timeframe(),
        newest.get(newest.size() - 1).closeTime(),
        values(window.current()));
  }

  private static Map<String, BigDecimal> values(Frame frame) {
    double middle = last(frame.sma(BAND_BARS));
    double width = BAND_DEVIATIONS * last(frame.deviation(BAND_BARS));
    Map<String, BigDecimal> values = new TreeMap<>();
    values.put("ema20", decimal(last(frame.ema(20))));
    values.put("ema50", decimal(last(frame.ema(50))));
    values.put("rsi14", decimal(last(frame.rsi(14))));
    values.put("macd12-26", decimal(last(frame.macd(12, 26))));
    values.put("macdSignal9", decimal(last(frame.macdSignal(12, 26, 9))));
    values.put("bollingerLower20-2", decimal(middle - width));
    values.put("bollingerMiddle20", decimal(middle));
    values.put("bollingerUpper20-2", decimal(middle + width));
    values.put("atr14", decimal(last(frame.atr(14))));
    return values;
  }
}
