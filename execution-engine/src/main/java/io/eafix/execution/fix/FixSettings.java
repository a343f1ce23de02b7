package io.eafix.execution.fix;

import java.util.Map;
import quickfix.ConfigError;
import quickfix.SessionID;
import quickfix.SessionSettings;

/**
 * Session settings that both ends share. They are not configurable where another value would break
 * a promise: the store is synced, sequence numbers are reset by the session's schedule if it has
 * one and by nothing else on our side, validation is on.
 */
public final class FixSettings {
  /** User-defined: the bid an order was decided on. */
  public static final int QUOTE_BID = 5001;

  /** User-defined: the ask an order was decided on. */
  public static final int QUOTE_ASK = 5002;

  /** User-defined: when that quote stood, ISO 8601. */
  public static final int QUOTE_TIME = 5003;

  private static final String FIX_44 = "FIX.4.4";

  private FixSettings() {}

  /** The settings of one session, which never ends unless {@code own} has a schedule. */
  public static SessionSettings of(SessionID session, Map<String, String> own) {
    SessionSettings settings = new SessionSettings();
    settings.setString("BeginString", FIX_44);
    settings.setString("NonStopSession", "Y");
    settings.setString("FileStoreSync", "Y");
    settings.setString("PersistMessages", "Y");
    settings.setString("ResetOnLogon", "N");
    settings.setString("ResetOnLogout", "N");
    settings.setString("ResetOnDisconnect", "N");
    settings.setString("ValidateUserDefinedFields", "N");
    settings.setString("AllowUnknownMsgFields", "Y");
    settings.setString("RejectMessageOnUnhandledException", "N");
    settings.setString("SocketTcpNoDelay", "Y");
    settings.setString(session, "SenderCompID", session.getSenderCompID());
    settings.setString(session, "TargetCompID", session.getTargetCompID());
    own.forEach((name, value) -> settings.setString(session, name, value));
    return settings;
  }

  /** The id of the session as one end sees it. */
  public static SessionID session(String sender, String target) {
    return new SessionID(FIX_44, sender, target);
  }

  /** Wraps the checked exception of a setting that cannot be. */
  static IllegalStateException wrong(ConfigError error) {
    return new IllegalStateException("The FIX session cannot be set up", error);
  }
}
