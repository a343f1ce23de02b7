package io.eafix.execution.instruction;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/**
 * One message to a venue, from its intent to its end. Its id is the {@code executionId} of the
 * request that made it. Claims and everything about leases are SQL of the sender; an entity is
 * changed only under the lock of its order.
 */
@Entity
@Table(name = "instruction")
@DynamicUpdate
public class InstructionEntity {
  @Id public UUID id;

  @Column(updatable = false)
  public UUID orderId;

  /** 1 is the new order; the client order id is a function of order id and this. */
  @Column(updatable = false)
  public int number;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  public InstructionKind kind;

  @Column(updatable = false)
  public String venue;

  @Column(updatable = false)
  public String clOrdId;

  /** By which id the venue knew the order when this was sent; null for a new order. */
  public String origClOrdId;

  @Column(updatable = false)
  public BigDecimal newQuantity;

  @Column(updatable = false)
  public BigDecimal newPrice;

  @Enumerated(EnumType.STRING)
  public InstructionState state;

  public long fence;
  public String owner;
  public Instant leaseUntil;

  /** Not before this time; the database sets it first, so that its own clock finds it due. */
  @Column(insertable = false)
  public Instant nextAt;

  public Instant sentAt;
  public int sends;
  public int notFound;
  public int unanswered;
  public String code;
  public String text;

  @Column(updatable = false)
  public Instant createdAt;

  public Instant updatedAt;

  /** Gives the claim up; whoever looks after the pause may claim it. */
  public void release(InstructionState next, long pauseMs, Instant now) {
    state = next;
    owner = null;
    leaseUntil = null;
    nextAt = now.plusMillis(pauseMs);
    updatedAt = now;
  }

  /** Ends it; a claimant that comes later finds its fence gone. */
  public void close(InstructionState end, String endCode, String endText, Instant now) {
    state = end;
    code = endCode;
    text = endText;
    leaseUntil = null;
    owner = null;
    fence++;
    updatedAt = now;
  }
}
