package io.eafix.execution.fix;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import quickfix.Message;

/**
 * A venue behind a FIX 4.4 session.
 *
 * <p>Orders are sent only while logged on and resynchronised, and never resent: when the venue asks
 * for messages again, orders among them are replaced by a gap fill. That the venue asked for one
 * and got the gap fill is noted. It bars the venue from processing that message from then on, and
 * ends its order as refused; but a venue that processes a message before it counts it asks again
 * for what it has processed, so it is no proof and nothing is ordered anew on it. An order that a
 * crash kept from the session altogether is proven not to have left by the session's own store.
 */
@ApplicationScoped
public class FixVenue implements Venue {
  /** The name of this venue in orders and fills. */
  public static final String NAME = "fix";

  private final FixSession session;
  private final GapFills gapFills;
  private final FixConfig config;

  FixVenue(FixSession session, GapFills gapFills, FixConfig config) {
    this.session = session;
    this.gapFills = gapFills;
    this.config = config;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean enabled() {
    return config.enabled();
  }

  @Override
  public boolean ready() {
    return session.ready();
  }

  @Override
  public Uni<SendOutcome> submit(VenueOrder order) {
    return send(order.clOrdId(), FixMessages.order(order, config.sendQuote()));
  }

  @Override
  public Uni<SendOutcome> cancel(VenueCancel cancel) {
    return send(cancel.clOrdId(), FixMessages.cancel(cancel));
  }

  @Override
  public Uni<SendOutcome> replace(VenueReplace replace) {
    return send(replace.order().clOrdId(), FixMessages.replace(replace));
  }

  private Uni<SendOutcome> send(String clOrdId, Message message) {
    return session
        .sends()
        .request(
            clOrdId,
            () ->
                session.send(clOrdId, message)
                    ? null
                    : new SendOutcome.NotSent("The session is not logged on"))
        .runSubscriptionOn(session.outbound());
  }

  @Override
  public Uni<QueryOutcome> query(VenueQuery query) {
    String id = UUID.randomUUID().toString();
    Message question = FixMessages.query(query, id);
    return session
        .questions()
        .ask(
            id,
            query.clOrdId(),
            () ->
                session.ask(question)
                    ? null
                    : new QueryOutcome.Unanswered("The session is not logged on"))
        .runSubscriptionOn(session.outbound());
  }

  @Override
  public Uni<SealOutcome> seal(VenueQuery query) {
    return gapFills
        .contains(query.clOrdId())
        .flatMap(
            filled ->
                filled ? Uni.createFrom().item(new SealOutcome.Disclaimed()) : neverLeft(query));
  }

  private Uni<SealOutcome> neverLeft(VenueQuery query) {
    return Uni.createFrom()
        .item(
            () -> {
              try {
                return session.barIfAbsent(query.clOrdId(), query.sentAt());
              } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
              }
            })
        .runSubscriptionOn(session.outbound());
  }
}
