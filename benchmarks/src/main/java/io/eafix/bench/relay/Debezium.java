package io.eafix.bench.relay;

import io.eafix.bench.Application;
import io.eafix.bench.BenchServers;
import io.eafix.bench.ForeignBuild;
import io.eafix.localstack.process.ChildProcess;
import java.io.File;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Debezium Engine with the outbox event router, from the write-ahead log, with the table of its
 * documentation and a producer that sends a batch at a time. At least once.
 */
final class Debezium implements Contender {

  private static final String SLOT = "bench";

  private final Map<String, String> settings;

  /**
   * With settings beyond those that every such engine needs.
   *
   * @param settings of the connector
   */
  Debezium(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
  }

  @Override
  public String name() {
    return "Debezium Engine";
  }

  @Override
  public String database() {
    return "captured";
  }

  @Override
  public String idHeader() {
    return "id";
  }

  @Override
  public boolean isComplete() {
    return true;
  }

  @Override
  public String schema(BenchServers servers) {
    return """
    reset role;
    alter role captured replication;
    set role captured;
    create table outbox (
      id            uuid primary key,
      aggregatetype varchar(255) not null,
      aggregateid   varchar(255) not null,
      type          varchar(255) not null,
      payload       bytea
    )
    """;
  }

  @Override
  public String insert() {
    return """
    insert into outbox (id, aggregatetype, aggregateid, type, payload)
    select %s, 'bench', %s, 'io.eafix.bench.v1', p.body
      from generate_series(?::int, ?::int) n join payload p on p.i = n %% %d
     order by n
    """
        .formatted(Rows.ID, Rows.AGGREGATE, Rows.PAYLOADS);
  }

  @Override
  public ChildProcess start(BenchServers servers) throws Exception {
    Path libraries =
        ForeignBuild.of(servers, "debezium-engine", "target/debezium-engine.jar").resolve("target");
    Path file = servers.directory().resolve("debezium.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties(servers).store(writer, null);
    }
    return Application.start(
        servers,
        "debezium-engine",
        List.of(
            "-cp",
            libraries.resolve("debezium-engine.jar")
                + File.pathSeparator
                + libraries.resolve("lib/*"),
            "io.eafix.bench.debezium.DebeziumProcess",
            file.toString(),
            servers.kafka().bootstrapServers()),
        Map.of(),
        () -> true);
  }

  private Properties properties(BenchServers servers) {
    Properties properties = new Properties();
    properties.put("name", "bench");
    properties.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    properties.put("offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore");
    properties.put(
        "offset.storage.file.filename", servers.directory().resolve("debezium.offsets").toString());
    properties.put("database.hostname", "localhost");
    properties.put("database.port", Integer.toString(servers.postgres().port()));
    properties.put("database.user", database());
    properties.put("database.password", servers.password());
    properties.put("database.dbname", database());
    properties.put("plugin.name", "pgoutput");
    properties.put("slot.name", SLOT);
    properties.put("publication.autocreate.mode", "filtered");
    properties.put("topic.prefix", "bench");
    properties.put("table.include.list", "public.outbox");
    properties.put("transforms", "outbox");
    properties.put("transforms.outbox.type", "io.debezium.transforms.outbox.EventRouter");
    properties.put("transforms.outbox.route.topic.replacement", topic());
    properties.putAll(settings);
    return properties;
  }

  @Override
  public String cleanUp() {
    return "select pg_drop_replication_slot('" + SLOT + "')";
  }
}
