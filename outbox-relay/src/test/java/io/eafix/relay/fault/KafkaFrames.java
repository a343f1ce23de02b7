package io.eafix.relay.fault;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * One connection to Kafka, a frame at a time: its size, then of a request the kind, its version and
 * a number that the answer begins with.
 */
final class KafkaFrames implements Proxy.Conversation {

  private final Set<Integer> ends = ConcurrentHashMap.newKeySet();

  @Override
  public byte[] next(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    try {
      int size = data.readInt();
      byte[] frame = new byte[Integer.BYTES + size];
      ByteBuffer.wrap(frame).putInt(size);
      data.readFully(frame, Integer.BYTES, size);
      return frame;
    } catch (EOFException e) {
      return null;
    }
  }

  @Override
  public void requested(byte[] bytes) {
    ByteBuffer request = ByteBuffer.wrap(bytes).position(Integer.BYTES);
    short kind = request.getShort();
    request.getShort();
    if (kind == ApiKeys.END_TXN.id) {
      ends.add(request.getInt());
    }
  }

  @Override
  public boolean endsTransaction(byte[] answer) {
    return ends.contains(ByteBuffer.wrap(answer).getInt(Integer.BYTES));
  }
}
