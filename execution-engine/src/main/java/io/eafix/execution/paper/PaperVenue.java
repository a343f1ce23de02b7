package io.eafix.execution.paper;

import io.eafix.execution.venue.QueryOutcome;
import io.eafix.execution.venue.SealOutcome;
import io.eafix.execution.venue.SendOutcome;
import io.eafix.execution.venue.Venue;
import io.eafix.execution.venue.VenueCancel;
import io.eafix.execution.venue.VenueOrder;
import io.eafix.execution.venue.VenueQuery;
import io.eafix.execution.venue.VenueReplace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The wire between the engine and the paper venue's {@link Ledger}, with the faults a real wire has
 * ({@link Faults}). Unlike most venues it can promise never to accept an id.
 */
@ApplicationScoped
public class PaperVenue implements Venue {
  /** The name of this venue in orders and fills. */
  public static final String NAME = "paper";

  private final Ledger ledger;
  private final Faults faults;

  PaperVenue(Ledger ledger, Faults faults) {
    this.ledger = ledger;
    this.faults = faults;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean ready() {
    return faults.connected();
  }

  @Override
  public Uni<SendOutcome> submit(VenueOrder order) {
    Optional<Refusal> refusal =
        faults
            .take(Fault.Message.SUBMIT, Fault.Kind.REJECT)
            .map(fault -> new Refusal("refused-on-demand", "Refused since a fault asked for it"));
    return faults.carry(Fault.Message.SUBMIT, () -> ledger.submit(order, refusal));
  }

  @Override
  public Uni<SendOutcome> cancel(VenueCancel cancel) {
    return faults.carry(Fault.Message.CANCEL, () -> ledger.cancel(cancel));
  }

  @Override
  public Uni<SendOutcome> replace(VenueReplace replace) {
    return faults.carry(Fault.Message.REPLACE, () -> ledger.replace(replace));
  }

  @Override
  public Uni<QueryOutcome> query(VenueQuery query) {
    return faults.carry(Fault.Message.QUERY, () -> ledger.query(query.clOrdId()));
  }

  @Override
  public Uni<SealOutcome> seal(VenueQuery query) {
    return faults.carry(Fault.Message.QUERY, () -> ledger.seal(query.clOrdId()));
  }
}
