package io.eafix.bench.relay;

import io.eafix.bench.Application;
import io.eafix.bench.BenchServers;
import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.process.ChildProcess;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.stack.Health;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The outbox relay as it is delivered, with its own settings. */
final class OwnRelay implements Contender {

  private static final String ROLE = "relay";
  private static final String TABLES =
      "shared-idempotency/runtime/src/main/resources/db/eafix/V0_2__outbox.sql";

  @Override
  public String name() {
    return "outbox-relay";
  }

  @Override
  public String database() {
    // One of the sources that the relay is configured with.
    return "signals";
  }

  @Override
  public String idHeader() {
    return "ce_id";
  }

  @Override
  public boolean isComplete() {
    return true;
  }

  @Override
  public String schema(BenchServers servers) throws Exception {
    servers
        .postgres()
        .createReader(new PostgresAccount(ROLE, servers.password()), List.of(database()));
    return Files.readString(servers.project().resolve(TABLES)).replace("${relayRole}", ROLE);
  }

  @Override
  public String insert() {
    return """
    with numbered as (
      insert into outbox_sequence as q (topic, aggregate_type, aggregate_id, version, last_xid)
      select '%1$s', 'bench', %2$s, 1, pg_current_xact_id()
        from generate_series(?::int, ?::int) n order by 3
      on conflict (topic, aggregate_type, aggregate_id) do update
         set version = q.version + 1, previous_xid = q.last_xid, last_xid = excluded.last_xid
      returning aggregate_id, version
    )
    insert into outbox (slot, shard, version, event_id, topic, aggregate_type, aggregate_id, type,
                        source, payload)
    select (select slot from outbox_slot), outbox_shard(a.aggregate_id), a.version, %3$s,
           '%1$s', 'bench', a.aggregate_id, 'io.eafix.bench.v1', 'urn:eafix:bench', p.body
      from generate_series(?::int, ?::int) n
      join numbered a on a.aggregate_id = %2$s
      join payload p on p.i = n %% %4$d
     order by n
    """
        .formatted(topic(), Rows.AGGREGATE, Rows.ID, Rows.PAYLOADS);
  }

  @Override
  public Hints hints(BenchServers servers) throws Exception {
    return new OwnHints(servers, database());
  }

  @Override
  public ChildProcess start(BenchServers servers) {
    int port = Ports.free();
    String url = "http://localhost:" + port;
    return Application.start(
        servers,
        name(),
        servers.project().resolve("outbox-relay/target/quarkus-app"),
        List.of(),
        environment(servers, port),
        () -> Health.isReady(url));
  }

  private static Map<String, String> environment(BenchServers servers, int port) {
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_HTTP_HOST", "localhost");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("EAFIX_DB_PORT", Integer.toString(servers.postgres().port()));
    environment.put("EAFIX_RELAY_PASSWORD", servers.password());
    environment.put("EAFIX_KAFKA", servers.kafka().bootstrapServers());
    // The other sources are not there: nobody answers, which costs less than to be refused.
    String nobody = Integer.toString(Ports.free());
    for (String source : List.of("RISK", "EXECUTION", "SAGAS")) {
      environment.put("EAFIX_RELAY_SOURCES_" + source + "_PORT", nobody);
    }
    return environment;
  }
}
