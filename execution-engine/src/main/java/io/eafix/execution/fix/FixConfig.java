package io.eafix.execution.fix;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** The FIX 4.4 session to a venue. See {@code docs/fix.md} for a real counterparty. */
@ConfigMapping(prefix = "eafix.execution.fix")
public interface FixConfig {
  /** Whether there is a FIX venue. */
  @WithDefault("false")
  boolean enabled();

  /** Host of the venue's acceptor. */
  @WithDefault("localhost")
  String host();

  /** Port of the venue's acceptor. */
  @WithDefault("19878")
  int port();

  /** Our CompID (tag 49). */
  @WithDefault("EAFIX")
  String senderCompId();

  /** The venue's CompID (tag 56). */
  @WithDefault("SIMULATOR")
  String targetCompId();

  /** Username of the logon (tag 553), where the venue wants one. */
  Optional<String> username();

  /** Password of the logon (tag 554), where the venue wants one. */
  Optional<String> password();

  /**
   * Directory of the session's sequence numbers and messages, synced to disk at every message. It
   * must outlive the process and belong to this session alone.
   */
  @WithDefault(".eafix/fix-engine")
  String storeDirectory();

  /** Seconds between heartbeats (tag 108). */
  @WithDefault("10")
  int heartbeatSeconds();

  /** Seconds between attempts to connect. */
  @WithDefault("1")
  int reconnectSeconds();

  /** Milliseconds between test requests after a logon, until one is answered. */
  @WithDefault("1000")
  long probeIntervalMs();

  /** Whether messages pass through TLS. */
  @WithDefault("false")
  boolean tls();

  /**
   * Whether orders carry the quote they were decided on in the user-defined fields 5001 (bid), 5002
   * (ask) and 5003 (time). The simulator fills by it; a real venue has its own market.
   */
  @WithDefault("true")
  boolean sendQuote();

  /**
   * How far the clocks of this machine and of the database may be apart, in milliseconds: so much
   * older than an order must the session's store be to prove that the order was not sent.
   */
  @WithDefault("5000")
  long clockSkewMsMax();

  /**
   * So many messages back is the session's store searched for an order that was perhaps sent. The
   * places of as many are kept in memory, about 100 bytes each.
   */
  @WithDefault("100000")
  int searchMessagesMax();

  /**
   * When the session begins and ends, as agreed with the venue; absent for one that never ends. At
   * each beginning sequence numbers start at 1 and the store is emptied.
   */
  Optional<Schedule> schedule();

  /** A daily session, or with days a weekly one. */
  interface Schedule {
    /** Local time of its beginning. */
    LocalTime start();

    /** Local time of its end; before the start if it lasts over midnight. */
    LocalTime end();

    /** Time zone of both; UTC if absent. */
    Optional<ZoneId> zone();

    /** Day of its beginning, of a weekly session. */
    Optional<DayOfWeek> startDay();

    /** Day of its end, of a weekly session. */
    Optional<DayOfWeek> endDay();
  }

  /** Longest wait of the session for the database before a report is left for redelivery. */
  @WithDefault("10000")
  long bookTimeoutMs();
}
