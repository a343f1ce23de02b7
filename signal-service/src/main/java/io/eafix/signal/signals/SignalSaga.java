package io.eafix.signal.signals;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** How far the trading saga of a signal has been started. Written by the start queue only. */
@Immutable
@Entity(name = "SignalSaga")
@Table(name = "saga_start")
public class SignalSaga extends PanacheEntityBase {

  @Id
  @Column(name = "signal_id")
  public UUID signalId;

  @Enumerated(EnumType.STRING)
  public State state;

  @Column(name = "saga_id")
  public String sagaId;

  public int attempts;

  @Column(name = "last_error")
  public String lastError;

  /** What is known of the orchestrator's answer. */
  public enum State {
    /** Not accepted yet; tried until it is accepted or refused. */
    PENDING,
    /** The orchestrator has the saga. */
    STARTED,
    /** The orchestrator refused for good; nothing is traded. */
    REFUSED
  }
}
