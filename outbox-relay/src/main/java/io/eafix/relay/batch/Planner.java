package io.eafix.relay.batch;

import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.event.OutboxRow;
import io.eafix.relay.event.OutboxRow.Aggregate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Chooses the next batch of a lane: held events that came due, then what lies beyond the position,
 * then, if that leaves a backlog, urgent events from further on. An event whose aggregate waits is
 * set aside with all later ones of it, so that no choice breaks an aggregate's order.
 *
 * <p>Not thread-safe.
 */
public final class Planner {

  private static final Long[] NONE = {};

  private final Lane lane;
  private final OutboxReader reader;
  private final RelayConfig.Batches limits;
  private final Supplier<UUID> claimIds;
  private final Suspects suspects;

  /** For a lane. */
  public Planner(
      Lane lane, RelayConfig.Batches limits, Supplier<UUID> claimIds, Suspects suspects) {
    this.lane = lane;
    this.reader = new OutboxReader(lane);
    this.limits = limits;
    this.claimIds = claimIds;
    this.suspects = suspects;
  }

  /**
   * Reads and chooses.
   *
   * @param justReleased held events that are published but not yet removed
   * @return with nothing planned if there is nothing to publish or to set aside
   */
  public Next next(PgSession session, Position position, Long[] justReleased) {
    int room = suspects.eventsMax(limits.eventsMax());
    List<Candidate> released = reader.released(session, room, limits.bytesMax(), justReleased);
    List<Refused> refused = refused(released);
    if (!refused.isEmpty()) {
      return new Next(Optional.empty(), refused);
    }
    Optional<Candidate> retried = firstRetried(released);
    if (retried.isPresent()) {
      // One that failed before goes alone, so that it can fail no other.
      return Next.of(alone(retried.get().event(), position));
    }
    released = untilRetried(released);
    int left = room - released.size();
    long bytesLeft = limits.bytesMax() - bytes(released);
    Reading reading =
        left > 0 && bytesLeft > 0
            ? reader.read(session, position, left, bytesLeft, justReleased)
            : Reading.nothing(position);
    if (released.isEmpty() && reading.candidates().isEmpty()) {
      return Next.NOTHING;
    }
    Choice choice = new Choice(released);
    reading.candidates().forEach(choice::consider);
    boolean complete = reading.complete();
    long uptoId = upto(reading, position);
    List<Candidate> urgent =
        complete || position.sentBefore().length >= limits.urgentMax() || suspects.halving()
            ? List.of()
            : reader.urgent(
                session,
                position,
                reading.goal(),
                uptoId,
                share(limits.eventsMax()),
                share(limits.bytesMax()));
    return Next.of(plan(position, reading, choice, urgent, uptoId));
  }

  /** What urgent events may add to a batch that is full, so that they need not wait for room. */
  private static int share(int max) {
    return Math.max(1, max / 4);
  }

  private static long bytes(List<Candidate> candidates) {
    return candidates.stream().mapToLong(candidate -> candidate.event().size()).sum();
  }

  private static Optional<Candidate> firstRetried(List<Candidate> released) {
    Set<Aggregate> seen = new HashSet<>();
    for (Candidate candidate : released) {
      if (seen.add(candidate.event().aggregate()) && candidate.attempts() > 0) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Of each aggregate those before the first that failed before: that one's turn comes after. */
  private static List<Candidate> untilRetried(List<Candidate> released) {
    Set<Aggregate> retried = new HashSet<>();
    List<Candidate> before = new ArrayList<>(released.size());
    for (Candidate candidate : released) {
      Aggregate aggregate = candidate.event().aggregate();
      if (candidate.attempts() > 0) {
        retried.add(aggregate);
      }
      if (!retried.contains(aggregate)) {
        before.add(candidate);
      }
    }
    return before;
  }

  /** Of each aggregate only the first: the others wait for it, which is no failure of theirs. */
  private List<Refused> refused(List<Candidate> released) {
    List<Refused> refused = new ArrayList<>();
    Set<Aggregate> seen = new HashSet<>();
    for (Candidate candidate : released) {
      OutboxRow event = candidate.event();
      if (seen.add(event.aggregate())) {
        suspects
            .find(event)
            .map(s -> new Refused(event.id(), candidate.attempts() + 1, s.cause()))
            .ifPresent(refused::add);
      }
    }
    return refused;
  }

  private static long upto(Reading reading, Position position) {
    List<Candidate> candidates = reading.candidates();
    return candidates.isEmpty()
        ? position.afterId()
        : candidates.get(candidates.size() - 1).event().id();
  }

  private Plan plan(
      Position position, Reading reading, Choice choice, List<Candidate> urgent, long uptoId) {
    List<OutboxRow> events = new ArrayList<>(choice.released);
    List<OutboxRow> ahead =
        urgent.stream()
            .filter(c -> choice.free(c.event()))
            .map(Candidate::event)
            .sorted(java.util.Comparator.comparingLong(OutboxRow::id))
            .toList();
    events.addAll(ahead);
    events.addAll(choice.events);
    boolean nothingRead = reading.candidates().isEmpty();
    String goal = reading.goal() == null ? position.base() : reading.goal();
    return plan(
        position,
        goal,
        uptoId,
        // Without anything read the goal is not reached, unless there is none.
        nothingRead ? position.goal() == null || reading.complete() : reading.complete(),
        choice.aside,
        ids(ahead),
        ids(choice.released),
        events,
        nothingRead ? position.floorId() : reading.lastId());
  }

  private Plan alone(OutboxRow event, Position position) {
    boolean idle = position.goal() == null;
    return plan(
        position,
        idle ? position.base() : position.goal(),
        position.afterId(),
        idle,
        List.of(),
        NONE,
        new Long[] {event.id()},
        List.of(event),
        position.floorId());
  }

  private Plan plan(
      Position position,
      String goal,
      long uptoId,
      boolean isLast,
      List<Aside> aside,
      Long[] urgent,
      Long[] released,
      List<OutboxRow> events,
      long lastId) {
    Batch batch =
        new Batch(
            lane.number(),
            position.batchNo() + 1,
            lane.epoch(),
            lane.generation(),
            claimIds.get(),
            position.base(),
            goal,
            position.afterId(),
            uptoId,
            isLast,
            position.floorId(),
            aside.stream().map(Aside::id).toArray(Long[]::new),
            position.sentBefore(),
            urgent,
            released,
            events.size(),
            events.stream().mapToLong(OutboxRow::size).sum(),
            BatchHash.of(events),
            position.publishedTotal() + events.size(),
            position.newest());
    return new Plan(batch, events, aside, lastId);
  }

  private static Long[] ids(List<OutboxRow> events) {
    return events.stream().map(OutboxRow::id).toArray(Long[]::new);
  }

  /** Sorts candidates into those that go and those that wait. */
  private final class Choice {
    final List<OutboxRow> events = new ArrayList<>();
    final List<OutboxRow> released;
    final List<Aside> aside = new ArrayList<>();
    private final Set<Long> releasedIds = new HashSet<>();
    private final Map<Aggregate, OffsetDateTime> waiting = new HashMap<>();

    Choice(List<Candidate> released) {
      this.released = released.stream().map(Candidate::event).toList();
      this.released.forEach(event -> releasedIds.add(event.id()));
    }

    void consider(Candidate candidate) {
      OutboxRow event = candidate.event();
      boolean behind = !waiting.isEmpty() && waiting.containsKey(event.aggregate());
      Optional<Suspects.Suspect> suspect = behind ? Optional.empty() : suspects.find(event);
      boolean waits =
          candidate.early()
              || suspect.isPresent()
              || candidate.behind() > 0 && !releasedIds.contains(candidate.behind())
              || behind;
      if (!waits) {
        events.add(event);
        return;
      }
      OffsetDateTime due =
          suspect.map(Suspects.Suspect::notBefore).orElse(candidate.notBeforeOrCreated());
      OffsetDateTime effective =
          waiting.merge(event.aggregate(), due, (a, b) -> a.isAfter(b) ? a : b);
      aside.add(
          new Aside(
              event.id(),
              effective,
              suspect.map(Suspects.Suspect::attempts).orElse(0),
              suspect.map(Suspects.Suspect::cause).orElse(null)));
    }

    boolean free(OutboxRow event) {
      return !waiting.containsKey(event.aggregate()) && suspects.find(event).isEmpty();
    }
  }
}
