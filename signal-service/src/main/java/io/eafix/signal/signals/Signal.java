package io.eafix.signal.signals;

import io.eafix.signal.bar.Series;
import io.eafix.signal.bar.Timeframe;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;

/**
 * What a strategy or a client said about a market at one moment. All but its status is fixed when
 * it is made.
 *
 * <p>A signal lives on the wall clock, unless it was made of a bar that had been over for longer
 * than a signal may be traded: such a bar is history, its signal lives on the clock of the bar, and
 * that clock stands still. So what becomes of a replay depends on its bars alone, not on the speed
 * at which they come or on how long a service was down.
 */
@Entity(name = "Signal")
public class Signal extends PanacheEntityBase {

  @Id public UUID id;

  /** Order of creation, assigned by the database. */
  @Column(insertable = false, updatable = false)
  public Long position;

  public String strategy;

  @Column(name = "strategy_version")
  public int strategyVersion;

  public String account;
  public String symbol;

  /** Null for a signal that a client sent. */
  @Enumerated(EnumType.STRING)
  public Timeframe timeframe;

  /** Null for a signal that a client sent. */
  @Column(name = "bar_open_time")
  public Instant barOpenTime;

  @Enumerated(EnumType.STRING)
  public Action action;

  /**
   * Where its strategy saw the market when the bar was new: 1, 0 or -1. Null for a client's signal
   * and for a HOLD from before this was kept.
   */
  public Integer side;

  /** Units of the base currency. */
  public BigDecimal quantity;

  public BigDecimal bid;
  public BigDecimal ask;

  /** When bid and ask were true, on the clock of the market. */
  @Column(name = "quote_time")
  public Instant quoteTime;

  /** Until when it may be traded, on the clock of the market. */
  @Column(name = "valid_until")
  public Instant validUntil;

  /** 0 to 1, or null for HOLD and for a client's signal. */
  public BigDecimal confidence;

  public String reason;

  /** A JSON object of indicator values by name, as strings. */
  @ColumnTransformer(read = "cast(indicators as text)")
  public String indicators;

  @Enumerated(EnumType.STRING)
  public Status status;

  @Column(name = "invalid_reason")
  public String invalidReason;

  @Column(name = "created_at")
  public Instant createdAt;

  /** Whether a signal may still be traded. */
  public enum Status {
    VALID,
    /** Its saga was undone; it is never traded again. */
    INVALID
  }

  /** Whether it lives on the wall clock; else its market stands still at {@link #quoteTime}. */
  public boolean live;

  /** Null for a signal that a client sent. */
  public Series series() {
    return timeframe == null ? null : new Series(symbol, timeframe);
  }

  /**
   * The time on this signal's market when it is {@code now} on the wall; never before its quote.
   */
  public Instant asOf(Instant now) {
    return live && now.isAfter(quoteTime) ? now : quoteTime;
  }

  public boolean isExpired(Instant now) {
    return asOf(now).isAfter(validUntil);
  }
}
