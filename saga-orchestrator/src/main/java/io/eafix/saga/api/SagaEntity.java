package io.eafix.saga.api;

import io.eafix.saga.run.SagaState;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** A saga, for reading; only the engine's guarded statements write it. */
@Entity
@Immutable
@Table(name = "saga")
class SagaEntity extends PanacheEntityBase {

  @Id
  @Column(name = "saga_id")
  UUID sagaId;

  String definition;

  @Column(name = "definition_version")
  int definitionVersion;

  @Column(name = "business_key")
  String businessKey;

  @Enumerated(EnumType.STRING)
  SagaState state;

  @Formula("cast(context as text)")
  String context;

  @Formula("cast(progress as text)")
  String progress;

  long version;

  @Column(name = "owner_epoch")
  Long ownerEpoch;

  @Column(name = "due_at")
  Instant dueAt;

  @Column(name = "deadline_at")
  Instant deadlineAt;

  @Column(name = "trace_parent")
  String traceParent;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  @Column(name = "ended_at")
  Instant endedAt;
}
