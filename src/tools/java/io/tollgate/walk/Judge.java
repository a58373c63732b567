package io.tollgate.walk;

import io.tollgate.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Compares what walks that are over have to cost with the books, and waits a while for records that
 * are still on their way. All of them look at one copy of the books, as there are many.
 */
final class Judge implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long INTERVAL_MILLIS = 100;

  private record Open(Outcome walk, long since, CompletableFuture<Outcome> judged) {}

  private final Lab lab;
  private final List<Open> waiting = new ArrayList<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  Judge(Lab lab) {
    this.lab = lab;
    thread.scheduleWithFixedDelay(this::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Says so when everything is in the books, or what differed until the end. */
  CompletionStage<Outcome> judge(Outcome walk) {
    if (!walk.isOk()) {
      return CompletableFuture.completedFuture(walk);
    }
    Open open = new Open(walk, System.nanoTime(), new CompletableFuture<>());
    synchronized (waiting) {
      waiting.add(open);
    }
    return open.judged();
  }

  private void look() {
    List<Open> now;
    synchronized (waiting) {
      now = List.copyOf(waiting);
    }
    if (now.isEmpty()) {
      return;
    }
    List<Open> done = new ArrayList<>();
    try {
      Books books = Books.of(lab);
      for (Open open : now) {
        List<String> differences = differences(books, open.walk());
        boolean late = System.nanoTime() - open.since() > LIMIT.toNanos();
        if (late) {
          differences.forEach(open.walk().notes()::differs);
        }
        if (late || differences.isEmpty()) {
          done.add(open);
        }
      }
    } catch (RuntimeException e) {
      now.forEach(open -> open.judged().completeExceptionally(e));
      done.addAll(now);
    }
    synchronized (waiting) {
      waiting.removeAll(done);
    }
    done.forEach(open -> open.judged().complete(open.walk()));
  }

  private static List<String> differences(Books books, Outcome walk) {
    return books.compare(walk.script().terms(), walk.users(), walk.bill());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
