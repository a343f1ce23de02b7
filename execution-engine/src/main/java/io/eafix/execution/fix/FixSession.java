package io.eafix.execution.fix;

import io.eafix.execution.venue.SealOutcome;
import io.eafix.execution.venue.SendOutcome;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.Initiator;
import quickfix.Message;
import quickfix.SLF4JLogFactory;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketInitiator;

/** The initiator's session: its start, its end, what goes out on it, and what is waited for. */
@ApplicationScoped
class FixSession {
  private static final Logger LOG = Logger.getLogger(FixSession.class);
  private static final int AFTER_THE_SENDER = Interceptor.Priority.APPLICATION + 1000;

  private final FixConfig config;
  private final FixInbound inbound;
  private final SessionID id;

  /** Sending syncs to disk, so it must not happen on an event loop; in order, so one thread. */
  private final ScheduledExecutorService outbound =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "fix-outbound"));

  /** A claim is sent soon or never, so an id that was barred long ago needs no memory. */
  private final RecentIds barred = new RecentIds();

  private final StoreSize size;
  private Initiator initiator;

  FixSession(FixConfig config, FixInbound inbound, StoreSize size) {
    this.config = config;
    this.inbound = inbound;
    this.size = size;
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
              SharedStore.factory(settings),
              settings,
              new SLF4JLogFactory(settings),
              new DefaultMessageFactory());
      initiator.start();
      size.watch();
      long pause = config.probeIntervalMs();
      outbound.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    } catch (ConfigError error) {
      throw FixSettings.wrong(error);
    }
  }

  void stop(@Observes @Priority(AFTER_THE_SENDER) ShutdownEvent event) {
    outbound.shutdown();
    if (initiator != null) {
      initiator.stop();
    }
  }

  private void look() {
    Session session = Session.lookupSession(id);
    if (session == null) {
      return;
    }
    try {
      size.look(session);
      if (session.isLoggedOn()) {
        inbound.probe(session);
      }
    } catch (RuntimeException failure) {
      // Thrown on, it would end the schedule.
      LOG.warnf(failure, "The FIX session could not be looked after");
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
    // So many places of messages are kept in memory; beyond, a file is read.
    own.put("FileStoreMaxCachedMsgs", Integer.toString(config.searchMessagesMax()));
    config.schedule().ifPresent(schedule -> own.putAll(FixSchedule.of(schedule)));
    return own;
  }

  /** True if logged on, and everything that the venue sent before has been booked. */
  boolean ready() {
    return inbound.synchronised();
  }

  /** The one thread on which to call {@link #send} and {@link #barIfAbsent}. */
  Executor outbound() {
    return outbound;
  }

  /**
   * Sends a message that does something, unless its id was barred.
   *
   * @return false if provably no byte left; true says nothing
   */
  boolean send(String clOrdId, Message message) {
    return !barred.contains(clOrdId) && ask(message);
  }

  /**
   * Sends, unless the session is not ready.
   *
   * @return false if provably no byte left; true says nothing
   */
  boolean ask(Message message) {
    Session session = Session.lookupSession(id);
    if (session == null || !ready()) {
      return false;
    }
    // What send() returns is not believed: the message may be on its way either way.
    session.send(message);
    return true;
  }

  /**
   * Makes sure that a message never leaves, if it has not.
   *
   * @return sealed if it provably has not left, and never will; unanswered while the session is not
   *     ready, when nothing can be said yet
   */
  SealOutcome barIfAbsent(String clOrdId, Instant since) throws IOException {
    Session session = Session.lookupSession(id);
    if (session == null || !ready()) {
      return new SealOutcome.Unanswered("The session is not logged on");
    }
    Instant earliest = since.minusMillis(config.clockSkewMsMax());
    boolean absent =
        SentMessages.of(session).provesAbsence(clOrdId, earliest, config.searchMessagesMax());
    if (absent) {
      barred.add(clOrdId);
    }
    return absent ? new SealOutcome.Sealed() : new SealOutcome.Unsupported();
  }

  Waiting<SendOutcome> sends() {
    return inbound.sends();
  }

  Questions questions() {
    return inbound.questions();
  }
}
