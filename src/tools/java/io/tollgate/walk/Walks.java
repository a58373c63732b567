package io.tollgate.walk;

import io.tollgate.walk.Script.Step;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.model.Terms;
import io.tollgate.walk.party.Party;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Plays walks in one house, several at once, and judges them together when they are over. */
final class Walks implements AutoCloseable {
  private static final AtomicLong MARKS = new AtomicLong();
  private static final long BOOKS_LIMIT = TimeUnit.SECONDS.toNanos(20);

  private final House house;
  private final boolean brief;
  private final ExecutorService threads;

  /**
   * @param brief as in {@link Chooser#of}
   */
  Walks(House house, int atOnce, boolean brief) {
    this.house = house;
    this.brief = brief;
    threads = Executors.newFixedThreadPool(atOnce);
  }

  /** Scripts, and random walks, one a seed. */
  List<Outcome> play(List<Script> scripts, List<Long> seeds) {
    List<Future<Outcome>> played = new ArrayList<>();
    scripts.forEach(script -> played.add(threads.submit(() -> play(script))));
    seeds.forEach(
        seed ->
            played.add(
                threads.submit(() -> play(seed, Chooser.terms(seed), Chooser.of(seed, brief)))));
    return judge(played);
  }

  /** What was played before, or a part of it. */
  Outcome replay(Script script) {
    return play(List.of(script), List.of()).get(0);
  }

  private Outcome play(Script script) {
    Iterator<Step> steps = script.steps().iterator();
    return play(0, script.terms(), stage -> steps.hasNext() ? steps.next() : null);
  }

  private Outcome play(long seed, Terms terms, Player.Choice choice) {
    String mark = "w" + MARKS.incrementAndGet();
    try (Stage stage = new Stage(terms, house.wire(), house, mark)) {
      List<Step> steps;
      try {
        steps = new Player(stage).play(choice);
      } catch (RuntimeException e) {
        java.io.StringWriter trace = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(trace));
        stage.notes().differs("the walk itself failed: " + trace);
        steps = List.of();
      }
      return new Outcome(
          seed,
          new Script(terms, steps),
          stage.parties().stream().map(Party::user).toList(),
          stage.bill(),
          stage.notes());
    }
  }

  private List<Outcome> judge(List<Future<Outcome>> played) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> walk : played) {
      try {
        outcomes.add(walk.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    List<Outcome> open = outcomes.stream().filter(Outcome::isOk).toList();
    long begin = System.nanoTime();
    Books books = Books.of(house.lab());
    while (!open.isEmpty() && System.nanoTime() - begin < BOOKS_LIMIT) {
      Books now = books;
      open = open.stream().filter(walk -> !differences(now, walk).isEmpty()).toList();
      if (!open.isEmpty()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        books = Books.of(house.lab());
      }
    }
    for (Outcome walk : open) {
      differences(books, walk).forEach(difference -> walk.notes().differs(difference));
    }
    return outcomes;
  }

  private static List<String> differences(Books books, Outcome walk) {
    return books.compare(walk.script().terms(), walk.users(), walk.bill());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
