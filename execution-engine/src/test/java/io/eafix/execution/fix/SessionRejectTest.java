package io.eafix.execution.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quickfix.Application;
import quickfix.ApplicationAdapter;
import quickfix.DefaultMessageFactory;
import quickfix.DoNotSend;
import quickfix.FieldNotFound;
import quickfix.IncorrectTagValue;
import quickfix.MemoryStoreFactory;
import quickfix.Message;
import quickfix.SLF4JLogFactory;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketAcceptor;
import quickfix.SocketInitiator;
import quickfix.UnsupportedMessageType;
import quickfix.field.ClOrdID;
import quickfix.field.LastQty;
import quickfix.field.MsgSeqNum;
import quickfix.field.MsgType;
import quickfix.field.NewSeqNo;
import quickfix.field.RefMsgType;
import quickfix.field.RefSeqNum;
import quickfix.field.RefTagID;
import quickfix.fix44.Reject;

/**
 * A reject of the session's own (35=3) refuses the message it speaks of, and no other, either way.
 */
@Timeout(60)
class SessionRejectTest {
  private static final SessionID OURS = FixSettings.session("EAFIX", "VENUE");
  private static final SessionID THEIRS = FixSettings.session("VENUE", "EAFIX");

  @TempDir Path directory;

  private final Booked booked = new Booked();
  private final Noted noted = new Noted();
  private final FixInbound inbound = Inbounds.of(booked, noted);
  private final CountDownLatch logon = new CountDownLatch(1);
  private final CountDownLatch logonAgain = new CountDownLatch(2);
  private final BlockingQueue<Integer> orders = new LinkedBlockingQueue<>();
  private final BlockingQueue<Message> rejects = new LinkedBlockingQueue<>();
  private final BlockingQueue<Message> ourRejects = new LinkedBlockingQueue<>();
  private SocketAcceptor acceptor;
  private SocketInitiator initiator;

  /** Asks for orders again and then does not like the gap fill. */
  private final class Venue extends ApplicationAdapter {
    @Override
    public void fromAdmin(Message message, SessionID id) throws FieldNotFound, IncorrectTagValue {
      if (MsgType.REJECT.equals(message.getHeader().getString(MsgType.FIELD))) {
        ourRejects.add(message);
      }
      if (MsgType.SEQUENCE_RESET.equals(message.getHeader().getString(MsgType.FIELD))) {
        throw new IncorrectTagValue(NewSeqNo.FIELD);
      }
    }

    @Override
    public void fromApp(Message message, SessionID id) throws FieldNotFound {
      if (message.isSetField(ClOrdID.FIELD)) {
        orders.add(message.getHeader().getInt(MsgSeqNum.FIELD));
      }
    }
  }

  /** Hands on to what is tested, and tells when a reject was dealt with. */
  private final class Engine extends ApplicationAdapter {
    private final Application tested = inbound;

    @Override
    public void onLogon(SessionID id) {
      logon.countDown();
      logonAgain.countDown();
    }

    @Override
    public void fromApp(Message message, SessionID id)
        throws FieldNotFound, UnsupportedMessageType, IncorrectTagValue {
      inbound.fromApp(message, id);
    }

    @Override
    public void toApp(Message message, SessionID id) throws DoNotSend {
      tested.toApp(message, id);
    }

    @Override
    public void fromAdmin(Message message, SessionID id) throws FieldNotFound {
      try {
        tested.fromAdmin(message, id);
      } catch (quickfix.IncorrectDataFormat | IncorrectTagValue | quickfix.RejectLogon e) {
        throw new IllegalStateException(e);
      }
      if (MsgType.REJECT.equals(message.getHeader().getString(MsgType.FIELD))) {
        rejects.add(message);
      }
    }
  }

  @BeforeEach
  void connect() throws Exception {
    int port = Ports.free();
    SessionSettings venue =
        FixSettings.of(
            THEIRS,
            Map.of("ConnectionType", "acceptor", "SocketAcceptPort", Integer.toString(port)));
    acceptor =
        new SocketAcceptor(
            new Venue(),
            new MemoryStoreFactory(),
            venue,
            new SLF4JLogFactory(venue),
            new DefaultMessageFactory());
    SessionSettings engine = Initiators.settings(OURS, directory, port);
    initiator =
        new SocketInitiator(
            new Engine(),
            SharedStore.factory(engine),
            engine,
            new SLF4JLogFactory(engine),
            new DefaultMessageFactory());
    acceptor.start();
    initiator.start();
    assertTrue(logon.await(30, TimeUnit.SECONDS));
  }

  @AfterEach
  void disconnect() {
    initiator.stop(true);
    acceptor.stop(true);
  }

  @Test
  void aRejectedGapFillRefusesNotTheOrderWhosePlaceItTook() throws Exception {
    int sequence = send("O1");
    Session venue = Session.lookupSession(THEIRS);
    // It counts the message after it has shown it.
    assertTrue(
        Waiting.until(Duration.ofSeconds(30), () -> venue.getExpectedTargetNum() > sequence));
    venue.setNextTargetMsgSeqNum(sequence);
    Session.lookupSession(OURS).send(FixMessages.order(Initiators.order("O2"), true));
    Message reject = rejects.poll(30, TimeUnit.SECONDS);
    assertEquals(MsgType.SEQUENCE_RESET, reject.getString(RefMsgType.FIELD));
    assertEquals(sequence, reject.getInt(RefSeqNum.FIELD));
    assertEquals(List.of(), booked.refused);
  }

  @Test
  void aRejectThatDoesNotSayOfWhatRefusesNoOrderThatAGapFillReplaced() throws Exception {
    int sequence = send("O1");
    noted.ids.add("O1");
    reject(sequence, null);
    assertEquals(List.of(), booked.refused);
    reject(send("O2"), null);
    assertEquals(List.of("O2"), booked.refused);
  }

  @Test
  void aRejectedOrderIsRefused() throws Exception {
    reject(send("O1"), MsgType.ORDER_SINGLE);
    assertEquals(List.of("O1"), booked.refused);
    reject(send("O2"), MsgType.HEARTBEAT);
    assertEquals(List.of("O1"), booked.refused);
  }

  @Test
  void aTradeThatCannotHaveBeenIsRejectedAndTheNextIsBooked() throws Exception {
    Session venue = Session.lookupSession(THEIRS);
    int sequence = venue.getExpectedSenderNum();
    venue.send(Trades.of("O1", "E1", "0"));
    venue.send(Trades.of("O1", "E2", "1000"));
    Message reject = ourRejects.poll(30, TimeUnit.SECONDS);
    assertEquals(sequence, reject.getInt(RefSeqNum.FIELD));
    assertEquals(LastQty.FIELD, reject.getInt(RefTagID.FIELD));
    assertTrue(Waiting.until(Duration.ofSeconds(30), () -> !booked.reports.isEmpty()));
    assertEquals("E2", booked.reports.get(0).executions().get(0).execId());
  }

  /** Of a resend of several messages the first is booked at the second try. */
  @Test
  void whatCouldNotBeBookedIsAskedForAgainAndHoldsUpNothingForGood() throws Exception {
    initiator.stop(true);
    Session venue = Session.lookupSession(THEIRS);
    assertTrue(Waiting.until(Duration.ofSeconds(30), () -> !venue.isLoggedOn()));
    booked.failures.set(1);
    for (String id : List.of("E1", "E2", "E3")) {
      venue.send(Trades.of("O1", id, "1000"));
    }
    initiator.start();
    assertTrue(Waiting.until(Duration.ofSeconds(30), () -> booked.reports.size() >= 3));
    assertEquals(
        List.of("E1", "E2", "E3"),
        booked.reports.stream().map(report -> report.executions().get(0).execId()).toList());
  }

  @Test
  void aRejectThatCouldNotBeBookedReconnectsToo() throws Exception {
    booked.failures.set(1);
    Reject reject = new Reject(new RefSeqNum(send("O1")));
    Session.lookupSession(THEIRS).send(reject);
    assertTrue(logonAgain.await(30, TimeUnit.SECONDS));
  }

  private int send(String clOrdId) throws InterruptedException {
    Session.lookupSession(OURS).send(FixMessages.order(Initiators.order(clOrdId), true));
    return orders.poll(30, TimeUnit.SECONDS);
  }

  private void reject(int sequence, String type) throws InterruptedException {
    Reject reject = new Reject(new RefSeqNum(sequence));
    if (type != null) {
      reject.set(new RefMsgType(type));
    }
    Session.lookupSession(THEIRS).send(reject);
    rejects.poll(30, TimeUnit.SECONDS);
  }
}
