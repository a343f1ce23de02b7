package io.eafix.execution.instruction;

import io.eafix.execution.order.OrderEntity;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Instructions in the running transaction. */
@ApplicationScoped
public class InstructionRepository implements PanacheRepositoryBase<InstructionEntity, UUID> {
  private static final String WITH_ORDER =
      "select i, o from InstructionEntity i join OrderEntity o on o.id = i.orderId where i.id = :id";
  private static final Set<InstructionState> OPEN =
      Set.of(
          InstructionState.PENDING,
          InstructionState.SENT,
          InstructionState.IN_DOUBT,
          InstructionState.MANUAL_REVIEW);

  /** The instruction that carried this client order id. */
  public Uni<Optional<InstructionEntity>> ofClOrdId(String clOrdId) {
    return find("clOrdId", clOrdId).firstResult().map(Optional::ofNullable);
  }

  /** An instruction and its order. */
  public record WithOrder(InstructionEntity instruction, OrderEntity order) {}

  /** An instruction and its order, as they were at the same moment. */
  public Uni<Optional<WithOrder>> withOrder(UUID id) {
    return getSession()
        .flatMap(
            session ->
                session
                    .createQuery(WITH_ORDER, Object[].class)
                    .setParameter("id", id)
                    .getSingleResultOrNull())
        .map(
            row ->
                Optional.ofNullable(row)
                    .map(
                        both -> new WithOrder((InstructionEntity) both[0], (OrderEntity) both[1])));
  }

  /** Reads an instruction anew, after its order was locked. */
  public Uni<Void> refresh(InstructionEntity instruction) {
    return getSession().flatMap(session -> session.refresh(instruction));
  }

  /** All instructions of an order, the oldest first. */
  public Uni<List<InstructionEntity>> ofOrder(UUID orderId) {
    return list("orderId", Sort.by("number"), orderId);
  }

  /** Those about which a person has to decide, the longest waiting first. */
  public Uni<List<InstructionEntity>> inReview(int most) {
    return find("state", Sort.by("updatedAt").and("id"), InstructionState.MANUAL_REVIEW)
        .page(0, most)
        .list();
  }

  /** True if the new order that this message carried went out anew with a later one. */
  public Uni<Boolean> succeeded(InstructionEntity instruction) {
    return count(
            "orderId = ?1 and kind = ?2 and number > ?3",
            instruction.orderId,
            InstructionKind.NEW,
            instruction.number)
        .map(later -> later > 0);
  }

  /** The instructions of an order that have not ended, the oldest first. */
  public Uni<List<InstructionEntity>> openOf(UUID orderId) {
    return list("orderId = ?1 and state in ?2", Sort.by("number"), orderId, OPEN);
  }
}
