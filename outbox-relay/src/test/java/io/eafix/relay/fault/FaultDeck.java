package io.eafix.relay.fault;

import io.eafix.relay.lane.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Faults in random order, dealt like cards: every step with every fault before any of them comes
 * again, so that so many takeovers leave none out.
 */
final class FaultDeck {

  /** What happens to a process that stands at a step. */
  enum Fault {
    KILL,
    PAUSE
  }

  /**
   * A fault to come.
   *
   * @param nth at which of the process's lanes that reach the step, counted from 1
   */
  record Card(Step step, Fault fault, int nth) {

    /** Whether a lane comes to the step only once after each takeover. */
    boolean isOfTakeover() {
      return step.compareTo(Step.RECONCILED) <= 0;
    }
  }

  /** Different cards. */
  static final int SIZE = Step.values().length * Fault.values().length;

  /** Every replica takes at least one lane, so the first of these is always reached. */
  private static final int TAKEOVER_NTH_MAX = 1;

  private static final int BATCH_NTH_MAX = 6;

  private final Random random;
  private final List<Card> cards = new ArrayList<>();
  private final Map<Fault, Map<Step, Integer>> played = new EnumMap<>(Fault.class);

  FaultDeck(Random random) {
    this.random = random;
    for (Fault fault : Fault.values()) {
      played.put(fault, new EnumMap<>(Step.class));
    }
  }

  /** The next card. */
  Card deal() {
    if (cards.isEmpty()) {
      shuffleIn();
    }
    return cards.remove(0);
  }

  /** The next card of a step that lanes come to again and again, for one that is dealt later. */
  Card exchange(Card unplayed) {
    if (cards.stream().allMatch(Card::isOfTakeover)) {
      shuffleIn();
    }
    Card other = cards.stream().filter(card -> !card.isOfTakeover()).findFirst().orElseThrow();
    cards.remove(other);
    cards.add(unplayed);
    return other;
  }

  /** All cards once more, below those that are left. */
  private void shuffleIn() {
    List<Card> all = new ArrayList<>();
    for (Step step : Step.values()) {
      for (Fault fault : Fault.values()) {
        Card any = new Card(step, fault, 1);
        int nthMax = any.isOfTakeover() ? TAKEOVER_NTH_MAX : BATCH_NTH_MAX;
        all.add(new Card(step, fault, 1 + random.nextInt(nthMax)));
      }
    }
    Collections.shuffle(all, random);
    cards.addAll(all);
  }

  /** Notes a card whose fault has come. */
  void played(Card card) {
    played.get(card.fault()).merge(card.step(), 1, Integer::sum);
  }

  /** How often the fault that came least has come. */
  int playedLeast() {
    return played.values().stream()
        .mapToInt(
            steps -> steps.size() < Step.values().length ? 0 : Collections.min(steps.values()))
        .min()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return "came: " + played;
  }
}
