package io.eafix.signal.start;

import io.vertx.sqlclient.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A saga that this process has leased to start.
 *
 * @param owner the name of the lease
 * @param attempt 1 for the first
 * @param context what the saga's steps read
 */
record PendingStart(UUID signalId, UUID owner, int attempt, Map<String, Object> context) {

  /** One signal is one saga: however often it is started, the key is the same. */
  String idempotencyKey() {
    return "signal:" + signalId;
  }

  static PendingStart of(Row row, UUID owner) {
    UUID signalId = row.getUUID("signal_id");
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("signalId", signalId);
    context.put("account", row.getString("account"));
    context.put("symbol", row.getString("symbol"));
    context.put("side", row.getString("action"));
    context.put("quantity", row.getBigDecimal("quantity"));
    context.put("strategy", row.getString("strategy"));
    context.put("bid", row.getBigDecimal("bid"));
    context.put("ask", row.getBigDecimal("ask"));
    context.put("quoteTime", row.getOffsetDateTime("quote_time").toInstant());
    context.put("validUntil", row.getOffsetDateTime("valid_until").toInstant());
    return new PendingStart(signalId, owner, row.getInteger("attempts"), context);
  }
}
