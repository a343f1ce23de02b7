package io.eafix.execution.fix;

import io.eafix.execution.venue.QueryOutcome;
import io.eafix.execution.venue.SendOutcome;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.FileStoreFactory;
import quickfix.Initiator;
import quickfix.Message;
import quickfix.SLF4JLogFactory;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketInitiator;

/** The initiator's session: its start, its end, and what is waited for on it. */
@ApplicationScoped
class FixSession {
  private final FixConfig config;
  private final FixInbound inbound;
  private final SessionID id;
  private Initiator initiator;

  FixSession(FixConfig config, FixInbound inbound) {
    this.config = config;
    this.inbound = inbound;
    this.id = FixSettings.session(config.senderCompId(), config.targetCompId());
  }

  void start(@Observes StartupEvent event) {
    if (!config.enabled()) {
      return;
    }
    SessionSettings settings = FixSettings.of(id, own());
    try {
      initiator =
          new SocketInitiator(
              inbound,
              new FileStoreFactory(settings),
              settings,
              new SLF4JLogFactory(settings),
              new DefaultMessageFactory());
      initiator.start();
    } catch (ConfigError error) {
      throw FixSettings.wrong(error);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    if (initiator != null) {
      initiator.stop();
    }
  }

  private Map<String, String> own() {
    Map<String, String> own = new HashMap<>();
    own.put("ConnectionType", "initiator");
    own.put("SocketConnectHost", config.host());
    own.put("SocketConnectPort", Integer.toString(config.port()));
    own.put("ReconnectInterval", Integer.toString(config.reconnectSeconds()));
    own.put("HeartBtInt", Integer.toString(config.heartbeatSeconds()));
    own.put("FileStorePath", config.storeDirectory());
    own.put("SocketUseSSL", config.tls() ? "Y" : "N");
    return own;
  }

  /** True if logged on, and everything that the venue sent before has been booked. */
  boolean ready() {
    return inbound.synchronised();
  }

  void send(Message message) {
    Session session = Session.lookupSession(id);
    if (session != null) {
      session.send(message);
    }
  }

  Waiting<SendOutcome> sends() {
    return inbound.sends();
  }

  Waiting<QueryOutcome> queries() {
    return inbound.queries();
  }
}
