package io.eafix.saga.definition;

import java.util.ArrayList;
import java.util.List;

/**
 * One version of a definition, laid out for running: steps are numbered in the order in which they
 * are written, and a step's group tells which steps run with it.
 */
public final class SagaPlan {

  private final SagaDefinition definition;
  private final int version;
  private final List<StepDefinition> steps;
  private final int[] groupOf;
  private final int[] groupStart;

  /** Lays out one version. */
  public SagaPlan(SagaDefinition definition, int version) {
    this.definition = definition;
    this.version = version;
    List<StepDefinition> flat = new ArrayList<>();
    definition.groups().forEach(flat::addAll);
    this.steps = List.copyOf(flat);
    this.groupOf = new int[steps.size()];
    this.groupStart = new int[definition.groups().size() + 1];
    int step = 0;
    for (int group = 0; group < definition.groups().size(); group++) {
      groupStart[group] = step;
      for (int i = 0; i < definition.groups().get(group).size(); i++) {
        groupOf[step++] = group;
      }
    }
    groupStart[definition.groups().size()] = step;
  }

  /** The definition this plan lays out. */
  public SagaDefinition definition() {
    return definition;
  }

  /** The definition's version, from 1. */
  public int version() {
    return version;
  }

  /** Number of steps. */
  public int size() {
    return steps.size();
  }

  /** A step by its number. */
  public StepDefinition step(int index) {
    return steps.get(index);
  }

  /** Number of groups. */
  public int groups() {
    return groupStart.length - 1;
  }

  /** First step of a group; {@code groupStart(groups())} is {@link #size()}. */
  public int groupStart(int group) {
    return groupStart[group];
  }

  /** The group a step runs in. */
  public int groupOf(int step) {
    return groupOf[step];
  }

  /** A step's number, or -1 if no step has this name. */
  public int indexOf(String name) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
