package io.eafix.execution.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.execution.order.Side;
import io.eafix.execution.venue.VenueQuery;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import quickfix.ApplicationAdapter;
import quickfix.DefaultMessageFactory;
import quickfix.MemoryStoreFactory;
import quickfix.Message;
import quickfix.SLF4JLogFactory;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketAcceptor;
import quickfix.SocketInitiator;
import quickfix.field.ClOrdID;

/** The store of a session as evidence of what never left. */
@Timeout(60)
class SentMessagesTest {
  private static final int ORDERS = 100;
  private static final int SEARCH_MAX = 10_000;
  private static final SessionID OURS = FixSettings.session("EAFIX", "VENUE");
  private static final SessionID THEIRS = FixSettings.session("VENUE", "EAFIX");

  private static final DateTimeFormatter FIX_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  @TempDir Path directory;

  private final Queue<String> unproven = new ConcurrentLinkedQueue<>();
  private final CountDownLatch logon = new CountDownLatch(1);
  private final CountDownLatch arrived = new CountDownLatch(ORDERS + 1);

  /** Looks, when a message arrives, whether it is already in the files of its sender. */
  private final class Venue extends ApplicationAdapter {
    @Override
    public void fromApp(Message message, SessionID id) {
      try {
        String clOrdId = message.getString(ClOrdID.FIELD);
        if (onDisk().provesAbsence(clOrdId, Instant.now(), SEARCH_MAX)) {
          unproven.add(clOrdId);
        }
      } catch (Exception failure) {
        unproven.add(String.valueOf(failure));
      }
      arrived.countDown();
    }
  }

  private final class Engine extends ApplicationAdapter {
    @Override
    public void onLogon(SessionID id) {
      logon.countDown();
    }
  }

  @Test
  void aMessageIsInTheFilesBeforeItsFirstByteLeaves() throws Exception {
    int port = Ports.free();
    SessionSettings venue =
        FixSettings.of(
            THEIRS,
            Map.of("ConnectionType", "acceptor", "SocketAcceptPort", Integer.toString(port)));
    SocketAcceptor acceptor =
        new SocketAcceptor(
            new Venue(),
            new MemoryStoreFactory(),
            venue,
            new SLF4JLogFactory(venue),
            new DefaultMessageFactory());
    SessionSettings engine = Initiators.settings(OURS, directory, port);
    SocketInitiator initiator =
        new SocketInitiator(
            new Engine(),
            SharedStore.factory(engine),
            engine,
            new SLF4JLogFactory(engine),
            new DefaultMessageFactory());
    try {
      acceptor.start();
      initiator.start();
      assertTrue(logon.await(30, TimeUnit.SECONDS));
      Session session = Session.lookupSession(OURS);
      for (int i = 0; i < ORDERS; i++) {
        session.send(FixMessages.order(Initiators.order("O" + i), true));
      }
      VenueQuery question = new VenueQuery("Q", "DEMO", "EURUSD", Side.BUY, Instant.now());
      session.send(FixMessages.query(question, "1"));
      assertTrue(arrived.await(30, TimeUnit.SECONDS));
      // The question is there too, but asks for nothing.
      assertEquals(List.of("Q"), List.copyOf(unproven));
      assertTrue(onDisk().provesAbsence("another", Instant.now(), SEARCH_MAX));
    } finally {
      initiator.stop(true);
      acceptor.stop(true);
    }
  }

  @Test
  void aStoreThatIsYoungerThanTheOrderProvesNothing() throws IOException {
    SharedStore store = store();
    Instant created = store.since();
    assertFalse(new SentMessages(store).provesAbsence("X", created.minusMillis(1), SEARCH_MAX));
  }

  @Test
  void aStoreWithAHoleProvesNothing() throws Exception {
    SharedStore store = store();
    for (int sequence : new int[] {1, 3}) {
      store.set(sequence, FixMessages.order(Initiators.order("O"), true).toString());
    }
    store.setNextSenderMsgSeqNum(4);
    assertFalse(new SentMessages(store).provesAbsence("X", Instant.now(), SEARCH_MAX));
  }

  @Test
  void aSearchThatEndsTooEarlyProvesNothing() throws Exception {
    SharedStore store = store();
    Instant since = Instant.now();
    int messages = 1_001;
    for (int sequence = 1; sequence <= messages; sequence++) {
      Instant sent = since.plusSeconds(sequence == 1 ? -1 : 1);
      store.set(sequence, numbered(sequence, sent));
    }
    store.setNextSenderMsgSeqNum(messages + 1);
    assertFalse(new SentMessages(store).provesAbsence("X", since, 500));
    assertTrue(new SentMessages(store).provesAbsence("X", since, SEARCH_MAX));
    assertFalse(new SentMessages(store).provesAbsence("O1", since, SEARCH_MAX));
  }

  @Test
  void aStoreThatWasResetProvesNothingAboutWhatWasSentBefore() throws Exception {
    SharedStore store = store();
    store.set(1, numbered(1));
    store.setNextSenderMsgSeqNum(2);
    Instant sent = Instant.now();
    awaitMillisecondAfter(sent);
    store.reset();
    assertFalse(new SentMessages(store).provesAbsence("O1", sent, SEARCH_MAX));
    store.set(1, numbered(1, Instant.now()));
    store.setNextSenderMsgSeqNum(2);
    assertFalse(new SentMessages(store).provesAbsence("O2", sent, SEARCH_MAX));
    assertFalse(onDisk().provesAbsence("O2", sent, SEARCH_MAX));
  }

  @Test
  void aResetThatACrashCutShortProvesNothingAboutWhatWasSentBefore() throws Exception {
    SharedStore store = store();
    store.set(1, numbered(1));
    store.setNextSenderMsgSeqNum(2);
    store.close();
    Instant sent = Instant.now();
    awaitMillisecondAfter(sent);
    // A reset deletes these first, and the file that says how old the store is last.
    for (String part : List.of("header", "body", "senderseqnums", "targetseqnums")) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.filter(f -> f.toString().endsWith("." + part)).toList()) {
          Files.delete(file);
        }
      }
    }
    SharedStore after = store();
    after.set(1, numbered(1, Instant.now()));
    after.setNextSenderMsgSeqNum(2);
    assertFalse(new SentMessages(after).provesAbsence("O9", sent, SEARCH_MAX));
  }

  /** The store notes its age in milliseconds. */
  private static void awaitMillisecondAfter(Instant moment) {
    assertTrue(
        Waiting.until(Duration.ofSeconds(30), () -> Instant.now().isAfter(moment.plusMillis(1))));
  }

  private static String numbered(int sequence, Instant sentAt) {
    return numbered(sequence).replace("20990105-10:00:00.000", FIX_TIME.format(sentAt));
  }

  private static String numbered(int sequence) {
    return "8=FIX.4.4\u00019=1\u000135=D\u000134="
        + sequence
        + "\u000152=20990105-10:00:00.000\u000111=O"
        + sequence
        + "\u000110=1\u0001";
  }

  private SentMessages onDisk() {
    return new SentMessages(store());
  }

  private SharedStore store() {
    return (SharedStore) SharedStore.factory(Initiators.settings(OURS, directory, 0)).create(OURS);
  }
}
