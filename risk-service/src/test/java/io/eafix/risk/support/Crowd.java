package io.eafix.risk.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Many at once. */
public final class Crowd {

  private Crowd() {}

  /** What each of them gets, all having asked at the same time. */
  public static <Q, A> List<A> of(List<Q> questions, Function<Q, A> ask) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(questions.size());
    try {
      List<Future<A>> answers = new ArrayList<>();
      for (Q question : questions) {
        answers.add(pool.submit(() -> ask.apply(question)));
      }
      List<A> got = new ArrayList<>();
      for (Future<A> answer : answers) {
        got.add(answer.get());
      }
      return got;
    } finally {
      pool.shutdownNow();
    }
  }
}
