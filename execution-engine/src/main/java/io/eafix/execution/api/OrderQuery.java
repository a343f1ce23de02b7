package io.eafix.execution.api;

import io.eafix.execution.order.OrderFilter;
import io.eafix.execution.order.OrderStatus;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;

/** Query of {@code GET /orders}. */
public class OrderQuery {
  private static final int LIMIT_MAX = 500;

  @QueryParam("account")
  @Size(max = 32)
  String account;

  @QueryParam("symbol")
  @Size(max = 12)
  String symbol;

  @QueryParam("status")
  OrderStatus status;

  @QueryParam("signalId")
  @Size(max = 100)
  String signalId;

  @QueryParam("cursor")
  UUID cursor;

  @QueryParam("limit")
  @DefaultValue("50")
  @Min(1)
  @Max(LIMIT_MAX)
  int limit;

  OrderFilter filter() {
    return new OrderFilter(account, symbol, status, signalId, cursor, limit);
  }
}
