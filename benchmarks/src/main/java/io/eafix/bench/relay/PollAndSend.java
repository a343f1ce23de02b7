package io.eafix.bench.relay;

import io.eafix.bench.Application;
import io.eafix.bench.BenchServers;
import io.eafix.localstack.process.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The loop that is written first and works in every demonstration. */
final class PollAndSend implements Contender {

  @Override
  public String name() {
    return "poll and send";
  }

  @Override
  public String database() {
    return "polled";
  }

  @Override
  public String idHeader() {
    return PollAndSendProcess.ID;
  }

  @Override
  public boolean isComplete() {
    // A row that commits after one with a higher number is never looked at.
    return false;
  }

  @Override
  public String schema(BenchServers servers) {
    return """
    create table outbox (
      position     bigint primary key,
      id           uuid  not null,
      aggregate_id text  not null,
      type         text  not null,
      payload      bytea
    )
    """;
  }

  @Override
  public String insert() {
    return """
    insert into outbox (position, id, aggregate_id, type, payload)
    select n, %s, %s, 'io.eafix.bench.v1', p.body
      from generate_series(?::int, ?::int) n join payload p on p.i = n %% %d
     order by n
    """
        .formatted(Rows.ID, Rows.AGGREGATE, Rows.PAYLOADS);
  }

  @Override
  public ChildProcess start(BenchServers servers) {
    return Application.start(
        servers,
        "poll-and-send",
        List.of(
            "-cp",
            // The process has another working directory.
            Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString(),
            PollAndSendProcess.class.getName(),
            servers.postgres().jdbcUrl(database()),
            database(),
            servers.kafka().bootstrapServers(),
            topic()),
        Map.of(PollAndSendProcess.PASSWORD, servers.password()),
        () -> true);
  }
}
