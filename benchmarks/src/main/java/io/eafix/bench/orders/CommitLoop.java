package io.eafix.bench.orders;

import io.eafix.bench.BenchServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;

/**
 * What an order costs the disk and no more: the four transactions of its life (intake, claim,
 * venue, outcome), with the rows the engine writes, in tables like the engine's, on a connection of
 * its own. No HTTP, no Redis, no checks, no concurrency to order. Not thread-safe.
 */
final class CommitLoop implements Turn.Client, AutoCloseable {
  private static final String[] TABLES = {
    "public.execution", "public.orders", "public.instruction", "public.order_history",
    "public.fill", "public.outbox_sequence", "public.outbox_slot_0", "paper_venue.received",
    "paper_venue.venue_order"
  };

  private final Connection connection;
  private final RowCopy execution;
  private final RowCopy order;
  private final RowCopy instruction;
  private final RowCopy history;
  private final RowCopy fill;
  private final RowCopy sequence;
  private final RowCopy outbox;
  private final RowCopy received;
  private final RowCopy venueOrder;
  private final RowCopy trade;
  private final PreparedStatement moveInstruction;
  private final PreparedStatement moveOrder;
  private UUID id;

  private CommitLoop(Connection connection) throws SQLException {
    this.connection = connection;
    execution = copy("public.execution", "execution");
    order = copy("public.orders", "orders");
    instruction = copy("public.instruction", "instruction");
    history = copy("public.order_history", "order_history");
    fill = copy("public.fill", "fill");
    sequence = copy("public.outbox_sequence", "outbox_sequence");
    outbox = copy("public.outbox_slot_0", "outbox_slot_0");
    received = copy("paper_venue.received", "received");
    venueOrder = copy("paper_venue.venue_order", "venue_order");
    trade = copy("paper_venue.execution", "trade");
    moveInstruction =
        connection.prepareStatement(
            "update bare.instruction set state = ?, fence = fence + 1, lease_until = now(),"
                + " updated_at = now() where id = ?");
    moveOrder =
        connection.prepareStatement(
            "update bare.orders set status = ?, filled = quantity, updated_at = now()"
                + " where id = ?");
    connection.setAutoCommit(false);
  }

  /** Makes tables like the engine's, with all their indexes and checks. */
  static void prepare(BenchServers servers) throws SQLException {
    try (Connection connection = servers.postgres().connect(EngineOrders.DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute("create schema bare");
      for (String table : TABLES) {
        String name = table.substring(table.indexOf('.') + 1);
        statement.execute("create table bare." + name + " (like " + table + " including all)");
      }
      statement.execute(
          "alter table bare.outbox_sequence alter last_xid set default pg_current_xact_id()");
      statement.execute("create table bare.trade (like paper_venue.execution including all)");
    }
  }

  static CommitLoop connect(BenchServers servers) throws SQLException {
    return new CommitLoop(servers.postgres().connect(EngineOrders.DATABASE));
  }

  private RowCopy copy(String from, String table) throws SQLException {
    return new RowCopy(connection, "select * from " + from + " limit 1", "bare." + table);
  }

  /** The first of the four transactions: from here on the intent is durable. */
  @Override
  public void enter() throws SQLException {
    id = UUID.randomUUID();
    execution.insert(Map.of("idempotency_key", id.toString(), "execution_id", id));
    order.insert(Map.of("id", id, "cl_ord_id", id.toString(), "status", "PENDING_NEW"));
    instruction.insert(
        Map.of("id", id, "order_id", id, "cl_ord_id", id.toString(), "state", "PENDING"));
    connection.commit();
  }

  /** The other three. */
  @Override
  public void finish() throws SQLException {
    move("SENT");
    connection.commit();
    received.insert(Map.of("cl_ord_id", id.toString()));
    venueOrder.insert(Map.of("cl_ord_id", id.toString(), "current_cl_ord_id", id.toString()));
    trade.insert(Map.of("venue_order_id", id.getMostSignificantBits()));
    connection.commit();
    move("FILLED");
    fill.insert(Map.of("exec_id", id.toString(), "order_id", id));
    sequence.insert(Map.of("aggregate_id", id.toString()));
    outbox.insert(Map.of("event_id", id, "aggregate_id", id.toString()));
    connection.commit();
  }

  private void move(String status) throws SQLException {
    moveInstruction.setString(1, status.equals("SENT") ? "SENT" : "DONE");
    moveInstruction.setObject(2, id);
    moveInstruction.executeUpdate();
    moveOrder.setString(1, status);
    moveOrder.setObject(2, id);
    moveOrder.executeUpdate();
    history.insert(Map.of("order_id", id));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
