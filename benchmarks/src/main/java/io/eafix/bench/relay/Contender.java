package io.eafix.bench.relay;

import io.eafix.bench.BenchServers;
import io.eafix.localstack.process.ChildProcess;

/** Something that publishes the rows of a table of its own to a topic of its own. */
interface Contender {

  String name();

  /** Of its database and the role that owns it. */
  String database();

  /** Header of a record that holds the row's id. */
  String idHeader();

  /** Whether it promises that no committed row is left out. */
  boolean isComplete();

  /** SQL that makes its tables. */
  String schema(BenchServers servers) throws Exception;

  /**
   * SQL that writes rows in one statement, with two parameters that occur as often as the statement
   * wants, in turns: the number of the first row and that of the last.
   */
  String insert();

  /** Starts it as a process of its own. */
  ChildProcess start(BenchServers servers) throws Exception;

  /** SQL for the superuser that frees what it keeps in Postgres, once its process has ended. */
  default String cleanUp() {
    return "select 1";
  }

  /** What the writers of its table tell it, if anything. */
  default Hints hints(BenchServers servers) throws Exception {
    return Hints.NONE;
  }

  default String topic() {
    return "bench." + database();
  }
}
