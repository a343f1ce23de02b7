package io.eafix.execution.fix;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import quickfix.FileStoreFactory;
import quickfix.MessageStore;
import quickfix.MessageStoreFactory;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;

/**
 * The file store of a session, which one thread at a time may use: while the session writes,
 * evidence is looked for in it. Thread-safe.
 */
final class SharedStore implements MessageStore, Closeable {
  private final MessageStore files;

  private SharedStore(MessageStore files) {
    this.files = files;
  }

  /** The store of a session that was made with this factory. */
  static SharedStore of(Session session) {
    return (SharedStore) session.getStore();
  }

  /** When it began to hold everything that was handed out. */
  synchronized Instant since() throws IOException {
    return files.getCreationTime().toInstant();
  }

  /** Makes stores on files, by the settings of the session. */
  static MessageStoreFactory factory(SessionSettings settings) {
    FileStoreFactory files = new FileStoreFactory(settings);
    return (SessionID id) -> new SharedStore(files.create(id));
  }

  @Override
  public synchronized boolean set(int sequence, String message) throws IOException {
    return files.set(sequence, message);
  }

  @Override
  public synchronized void get(int from, int to, Collection<String> messages) throws IOException {
    files.get(from, to, messages);
  }

  @Override
  public synchronized int getNextSenderMsgSeqNum() throws IOException {
    return files.getNextSenderMsgSeqNum();
  }

  @Override
  public synchronized int getNextTargetMsgSeqNum() throws IOException {
    return files.getNextTargetMsgSeqNum();
  }

  @Override
  public synchronized void setNextSenderMsgSeqNum(int next) throws IOException {
    files.setNextSenderMsgSeqNum(next);
  }

  @Override
  public synchronized void setNextTargetMsgSeqNum(int next) throws IOException {
    files.setNextTargetMsgSeqNum(next);
  }

  @Override
  public synchronized void incrNextSenderMsgSeqNum() throws IOException {
    files.incrNextSenderMsgSeqNum();
  }

  @Override
  public synchronized void incrNextTargetMsgSeqNum() throws IOException {
    files.incrNextTargetMsgSeqNum();
  }

  @Override
  public synchronized Date getCreationTime() throws IOException {
    return files.getCreationTime();
  }

  @Override
  public synchronized void reset() throws IOException {
    files.reset();
  }

  @Override
  public synchronized void refresh() throws IOException {
    files.refresh();
  }

  @Override
  public synchronized void close() throws IOException {
    if (files instanceof Closeable closeable) {
      closeable.close();
    }
  }
}
