package io.tollgate.walk;

import io.tollgate.walk.Script.Step;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.model.Terms;
import io.tollgate.walk.party.Party;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Plays walks in one house, many side by side; each is judged as soon as it is over. */
final class Walks implements AutoCloseable {
  private static final AtomicLong MARKS = new AtomicLong();

  /** More often than that the machine has no time for walks. */
  private static final int TIMES = 5;

  private final House house;
  private final boolean brief;
  private final ExecutorService threads;
  private final Judge judge;
  private final Pace pace;
  private final Standstills standstills = new Standstills();
  private final AtomicLong again = new AtomicLong();

  /**
   * @param brief as in {@link Chooser#of}
   */
  Walks(House house, int atOnce, boolean brief) {
    this.house = house;
    this.brief = brief;
    threads = Executors.newFixedThreadPool(atOnce);
    judge = new Judge(house.lab());
    pace = new Pace(atOnce);
    house.wire().onAnswer(pace::answered);
  }

  /** Scripts, and random walks, one a seed. */
  List<Outcome> play(List<Script> scripts, List<Long> seeds) {
    List<CompletableFuture<Outcome>> played = new ArrayList<>();
    scripts.forEach(script -> played.add(begin(script)));
    seeds.forEach(seed -> played.add(begin(seed, 1)));
    return played.stream().map(CompletableFuture::join).toList();
  }

  /** Random walks, one a seed, none of which is kept longer than it takes to hear of it. */
  void play(List<Long> seeds, Consumer<Outcome> judged) {
    List<CompletableFuture<Void>> played =
        seeds.stream().map(seed -> begin(seed, TIMES).thenAccept(judged)).toList();
    played.forEach(CompletableFuture::join);
  }

  /** What was played before, or a part of it. */
  Outcome replay(Script script) {
    return begin(script).join();
  }

  private CompletableFuture<Outcome> begin(Script script) {
    return begin(
        () -> {
          Iterator<Step> steps = script.steps().iterator();
          return play(0, script.terms(), stage -> steps.hasNext() ? steps.next() : null);
        });
  }

  /** One that differs while the machine stood still is played again, so many times in all. */
  private CompletableFuture<Outcome> begin(long seed, int times) {
    return begin(() -> play(seed, Chooser.terms(seed), Chooser.of(seed, brief)))
        .thenCompose(
            outcome -> {
              if (outcome.isOk() || times <= 1 || !standstills.since(outcome.notes().began())) {
                return CompletableFuture.completedFuture(outcome);
              }
              again.incrementAndGet();
              return begin(seed, times - 1);
            });
  }

  /** How many were played again, as the machine stood still. */
  long playedAgain() {
    return again.get();
  }

  private CompletableFuture<Outcome> begin(java.util.function.Supplier<Outcome> walk) {
    return CompletableFuture.supplyAsync(walk, threads).thenCompose(judge::judge);
  }

  private Outcome play(long seed, Terms terms, Player.Choice choice) {
    try {
      pace.begin();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    try {
      return playNow(seed, terms, choice);
    } finally {
      pace.end();
    }
  }

  private Outcome playNow(long seed, Terms terms, Player.Choice choice) {
    String mark = "w" + MARKS.incrementAndGet();
    try (Stage stage = new Stage(terms, house.wire(), house, mark)) {
      List<Step> steps;
      try {
        steps = new Player(stage).play(choice);
      } catch (Exception e) {
        // Netty throws checked exceptions that it does not declare.
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
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

  /** How many may be played at once now. */
  int pace() {
    return pace.allowed();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    judge.close();
    standstills.close();
  }
}
