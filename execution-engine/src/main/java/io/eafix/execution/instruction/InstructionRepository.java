package io.eafix.execution.instruction;

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

  /** Reads an instruction anew, after its order was locked. */
  public Uni<Void> refresh(InstructionEntity instruction) {
    return getSession().flatMap(session -> session.refresh(instruction));
  }

  /** All instructions of an order, the oldest first. */
  public Uni<List<InstructionEntity>> ofOrder(UUID orderId) {
    return list("orderId", Sort.by("number"), orderId);
  }

  /** The instructions of an order that have not ended, the oldest first. */
  public Uni<List<InstructionEntity>> openOf(UUID orderId) {
    return list("orderId = ?1 and state in ?2", Sort.by("number"), orderId, OPEN);
  }
}
