package io.tollgate.trust;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for names on threads of its own, remembers what it heard, and lets only a few wait, and not
 * for long: names that resolve slowly must not hold those who have others to serve. What is known
 * is told at once, and asked for anew in the background when it has become old.
 *
 * @param <V> what names stand for; nothing heard is an empty list
 */
public final class Lookups<V> implements AutoCloseable {
  private static final int MOST_KNOWN = 4096;

  /**
   * How much may be spent.
   *
   * @param threads that ask
   * @param queued names that wait to be asked for
   * @param waiting callers that wait for an answer
   * @param limit of their wait
   * @param fresh how long an answer is good
   * @param absent how long nothing is
   */
  public record Limits(
      int threads, int queued, int waiting, Duration limit, Duration fresh, Duration absent) {

    public static final Limits USUAL =
        new Limits(8, 256, 4, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(10));
  }

  private record Known<V>(List<V> values, long until) {}

  private final Function<String, List<V>> ask;
  private final Limits limits;
  private final LongSupplier nanos;
  private final ThreadPoolExecutor asking;
  private final Semaphore waiters;
  private final LongAdder givenUp = new LongAdder();
  private final Map<String, CompletableFuture<List<V>>> underWay = new LinkedHashMap<>();
  private final Map<String, Known<V>> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known<V>> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  /**
   * @param ask may take as long as it likes; an exception stands for nothing heard
   * @param name of its threads
   */
  public Lookups(String name, Function<String, List<V>> ask, Limits limits, LongSupplier nanos) {
    this.ask = ask;
    this.limits = limits;
    this.nanos = nanos;
    this.waiters = new Semaphore(limits.waiting());
    this.asking =
        new ThreadPoolExecutor(
            limits.threads(),
            limits.threads(),
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(limits.queued()),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    asking.allowCoreThreadTimeOut(true);
  }

  /** What a name stands for, as far as that is known within the limit. */
  public List<V> now(String name) {
    Known<V> found = known(name);
    if (found != null) {
      return found.values();
    }
    if (!waiters.tryAcquire()) {
      givenUp.increment();
      // Whoever asks again may find it.
      later(name);
      return List.of();
    }
    try {
      return later(name).get(limits.limit().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      givenUp.increment();
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      waiters.release();
    }
  }

  /** The answer when there is one; it may be long in coming. */
  public CompletableFuture<List<V>> later(String name) {
    Known<V> found = known(name);
    return found == null ? begin(name) : CompletableFuture.completedFuture(found.values());
  }

  private @Nullable Known<V> known(String name) {
    Known<V> found;
    synchronized (this) {
      found = known.get(name);
    }
    if (found == null) {
      return null;
    }
    boolean old = nanos.getAsLong() - found.until() > 0;
    if (old && found.values().isEmpty()) {
      return null;
    }
    if (old) {
      begin(name);
    }
    return found;
  }

  private CompletableFuture<List<V>> begin(String name) {
    CompletableFuture<List<V>> answer;
    synchronized (this) {
      CompletableFuture<List<V>> begun = underWay.get(name);
      if (begun != null) {
        return begun;
      }
      answer = new CompletableFuture<>();
      underWay.put(name, answer);
    }
    try {
      asking.execute(() -> heard(name, asked(name), answer));
    } catch (RejectedExecutionException full) {
      synchronized (this) {
        underWay.remove(name);
      }
      givenUp.increment();
      answer.complete(List.of());
    }
    return answer;
  }

  private List<V> asked(String name) {
    try {
      return List.copyOf(ask.apply(name));
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  private void heard(String name, List<V> values, CompletableFuture<List<V>> answer) {
    Duration good = values.isEmpty() ? limits.absent() : limits.fresh();
    synchronized (this) {
      underWay.remove(name);
      Known<V> before = known.get(name);
      // While nobody answers, what was known stays.
      List<V> told = values.isEmpty() && before != null ? before.values() : values;
      known.put(name, new Known<>(told, nanos.getAsLong() + good.toNanos()));
    }
    answer.complete(values);
  }

  /** Questions that were not answered in time, or not asked because too many were. */
  public long givenUp() {
    return givenUp.sum();
  }

  @Override
  public void close() {
    asking.shutdownNow();
  }
}
