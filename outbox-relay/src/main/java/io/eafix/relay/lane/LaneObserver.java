package io.eafix.relay.lane;

import io.eafix.relay.batch.Batch;
import io.eafix.relay.event.OutboxRow;
import java.util.List;

/** Is told what a lane does, on its thread; must be quick. */
public interface LaneObserver {

  /** A batch is committed in Kafka; {@code nanos} from begin to commit of its transaction. */
  void published(int lane, Batch batch, List<OutboxRow> events, long nanos);

  /** The lane's newest trouble, or {@code null} when it works again. */
  void trouble(int lane, String sentence);
}
