package io.eafix.execution.order;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Orders in the running transaction. */
@ApplicationScoped
public class OrderRepository implements PanacheRepositoryBase<OrderEntity, UUID> {
  /**
   * The order, with its row locked until the transaction ends. Every change of an order or of its
   * instructions takes this lock first, so that no two of them can wait for each other.
   */
  public Uni<Optional<OrderEntity>> lock(UUID id) {
    return findById(id, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
  }

  /** The order that a signal made. */
  public Uni<Optional<OrderEntity>> ofSignal(String signalId) {
    return find("signalId", signalId).firstResult().map(Optional::ofNullable);
  }

  /** Orders, the newest first; one more than the limit if there is another page. */
  public Uni<List<OrderEntity>> page(OrderFilter filter) {
    StringBuilder where = new StringBuilder("1 = 1");
    Map<String, Object> values = new HashMap<>();
    filter
        .conditions()
        .forEach(
            (name, condition) -> {
              where.append(" and ").append(condition.clause());
              values.put(name, condition.value());
            });
    return find(where.toString(), Sort.descending("id"), values).range(0, filter.limit()).list();
  }

  /** The order that a signal made, with its row locked. */
  public Uni<Optional<OrderEntity>> lockOfSignal(String signalId) {
    return find("signalId", signalId)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResult()
        .map(Optional::ofNullable);
  }
}
