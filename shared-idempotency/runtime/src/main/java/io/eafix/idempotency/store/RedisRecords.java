package io.eafix.idempotency.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Reads records for people: walks the keys by SCAN, which never blocks the server for long. On a
 * cluster a walk sees the node it is sent to only.
 */
final class RedisRecords {

  private static final Script GET = Script.load("get.lua");
  private static final int SCAN_KEYS = 500;

  private final Redis redis;
  private final RedisGate gate;
  private final RedisScripts scripts;
  private final AnswerHeaders headers;
  private final String prefix;

  RedisRecords(
      Redis redis, RedisGate gate, RedisScripts scripts, AnswerHeaders headers, String prefix) {
    this.redis = redis;
    this.gate = gate;
    this.scripts = scripts;
    this.headers = headers;
    this.prefix = prefix;
  }

  /** The record of a key, {@code null} if there is none. */
  Uni<StoreRecord> get(String key) {
    return gate.call(() -> scripts.run(GET, prefix + key, List.of()))
        .map(fields -> toRecord(key, fields));
  }

  Uni<StorePage> page(StoreQuery query) {
    return scan(query.cursor(), query.limit())
        .chain(
            scanned ->
                records(scanned.keys())
                    .map(
                        found ->
                            new StorePage(
                                found.stream().filter(query::admits).toList(), scanned.next())));
  }

  Uni<StoreStatistics> statistics(int recordsMax) {
    return count(StoreQuery.START, recordsMax, new HashMap<>());
  }

  private Uni<StoreStatistics> count(
      String cursor, int left, Map<String, Map<RecordStatus, Long>> counts) {
    return scan(cursor, SCAN_KEYS)
        .chain(
            scanned ->
                states(scanned.keys())
                    .chain(
                        states -> {
                          states.forEach(
                              state ->
                                  counts
                                      .computeIfAbsent(state.operation(), o -> new HashMap<>())
                                      .merge(state.status(), 1L, Long::sum));
                          int rest = left - scanned.keys().size();
                          boolean end = StoreQuery.START.equals(scanned.next());
                          return end || rest <= 0
                              ? Uni.createFrom().item(new StoreStatistics(counts, end))
                              : count(scanned.next(), rest, counts);
                        }));
  }

  private Uni<Scanned> scan(String cursor, int count) {
    Request request =
        Request.cmd(Command.SCAN)
            .arg(cursor)
            .arg("MATCH")
            .arg(prefix.replaceAll("([*?\\[\\]^\\\\-])", "\\\\$1") + "*")
            .arg("COUNT")
            .arg(count);
    return gate.call(() -> redis.send(request))
        .map(
            response -> {
              List<String> keys = new ArrayList<>();
              response.get(1).forEach(key -> keys.add(key.toString()));
              return new Scanned(keys, response.get(0).toString());
            });
  }

  private Uni<List<StoreRecord>> records(List<String> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    List<Uni<StoreRecord>> reads =
        keys.stream().map(key -> get(key.substring(prefix.length()))).toList();
    return Uni.join()
        .all(reads)
        .usingConcurrencyOf(1)
        .andFailFast()
        .map(found -> found.stream().filter(Objects::nonNull).toList());
  }

  private Uni<List<State>> states(List<String> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    List<Request> requests =
        keys.stream().map(key -> Request.cmd(Command.HMGET).arg(key).arg("op").arg("st")).toList();
    return gate.call(() -> redis.batch(requests))
        .map(
            responses ->
                responses.stream()
                    .filter(fields -> fields.get(0) != null && fields.get(1) != null)
                    .map(
                        fields ->
                            new State(
                                fields.get(0).toString(),
                                RecordStatus.of(fields.get(1).toString())))
                    .toList());
  }

  private StoreRecord toRecord(String key, Response fields) {
    if (fields.size() == 0) {
      return null;
    }
    long fence = fields.get(2).toLong();
    Response status = fields.get(6);
    // Status 0 says that the answer is in Postgres only.
    boolean answered = status != null && status.toInteger() != 0;
    Buffer body = fields.get(8) == null ? null : fields.get(8).toBuffer();
    return new StoreRecord(
        key,
        fields.get(0).toString(),
        fields.get(3).toString(),
        UUID.fromString(fields.get(4).toString()),
        RecordStatus.of(fields.get(1).toString()),
        fence,
        // The store makes tokens from its clock in microseconds.
        Instant.EPOCH.plus(fence, ChronoUnit.MICROS),
        Duration.ofMillis(fields.get(5).toLong()),
        Duration.ofMillis(Math.max(0, fields.get(9).toLong())),
        answered
            ? new StoredAnswer(
                status.toInteger(),
                headers.decode(fields.get(7).toBytes()),
                body == null ? null : body.getBytes())
            : null);
  }

  private record Scanned(List<String> keys, String next) {}

  private record State(String operation, RecordStatus status) {}
}
