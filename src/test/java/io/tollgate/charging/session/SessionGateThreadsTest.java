package io.tollgate.charging.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.TimeSource;
import io.tollgate.charging.session.Lease.Beyond;
import io.tollgate.charging.session.Lease.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Event loops that admit, complete and abandon as fast as they can, and an owner that grants a few
 * units whenever it is called: not one message more than was granted passes, none is forgotten.
 */
@Timeout(60)
class SessionGateThreadsTest {

  private static final int LOOPS = 4;
  private static final int MESSAGES_OF_A_LOOP = 20_000;
  private static final long GRANT = 7;
  private static final long MOST = 50_000;
  private static final int OCTETS = 100;

  private final ExecutorService owner = Executors.newSingleThreadExecutor();
  private final ExecutorService loops = Executors.newFixedThreadPool(LOOPS);
  private final SessionGate gate =
      new SessionGate(owner::execute, new ServiceTime(TimeSource.SYSTEM), LOOPS);
  private final AtomicLong limit = new AtomicLong();
  private final AtomicLong completed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong decidedTwice = new AtomicLong();

  @BeforeEach
  void shut() {
    gate.install(Lease.shut(Beyond.HOLD));
  }

  @AfterEach
  void stop() {
    owner.shutdownNow();
    loops.shutdownNow();
  }

  /**
   * Grants while there is anything left, then says no. The mark of a lease that was replaced long
   * ago may still come, from a loop that slept meanwhile: it asks for nothing.
   */
  private void grantingWith(long early, LongSupplier used, LongFunction<Lease> lease) {
    gate.listen(
        new SessionGate.Listener() {
          @Override
          public void quotaMark() {
            if (limit.get() - used.getAsLong() <= early) {
              grant();
            }
          }

          @Override
          public void messageHeld() {
            gate.decideHeld();
            if (gate.isHolding()) {
              grant();
            }
          }

          private void grant() {
            long next = limit.get() + GRANT;
            if (next > MOST) {
              gate.install(Lease.shut(Beyond.REFUSE));
              return;
            }
            limit.set(next);
            gate.install(lease.apply(next));
          }
        });
  }

  /** With a mark before the limit, more is asked for in time; without, every grant runs dry. */
  enum Asking {
    EARLY,
    LATE
  }

  @ParameterizedTest
  @EnumSource
  void notOneMessageMoreThanGranted(Asking asking) throws Exception {
    long early = asking == Asking.EARLY ? 3 : 0;
    grantingWith(
        early,
        () -> gate.usage().messages(),
        units ->
            new Lease(
                new Bound(units, units - early),
                Bound.NONE,
                Bound.NONE,
                Bound.NONE,
                Beyond.HOLD,
                false));
    runLoops(this::messages);
    assertThat(gate.usage().messages()).isEqualTo(completed.get()).isLessThanOrEqualTo(MOST);
    assertThat(completed.get()).isGreaterThan(MOST - 2 * GRANT);
    assertThat(refused.get()).isPositive();
    assertThat(gate.isHolding()).isFalse();
  }

  private void messages(int loop) throws Exception {
    for (int i = 0; i < MESSAGES_OF_A_LOOP; i++) {
      if (admitted() == Admission.ADMITTED) {
        if (i % 10 == loop) {
          gate.abandoned();
        } else {
          completed.incrementAndGet();
          gate.completed();
          assertThat(gate.usage().messages()).isLessThanOrEqualTo(limit.get());
        }
      } else {
        refused.incrementAndGet();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void octetsThatWaitedAreNotLost(Asking asking) throws Exception {
    long early = asking == Asking.EARLY ? 2 : 0;
    grantingWith(
        early,
        () -> gate.usage().total() / OCTETS,
        units ->
            new Lease(
                Bound.NONE,
                new Bound(units * OCTETS, (units - early) * OCTETS),
                Bound.NONE,
                Bound.NONE,
                Beyond.HOLD,
                false));
    runLoops(this::chunks);
    // What uses a grant up may exceed it, by one piece of each loop (RFC 8506 8.19).
    assertThat(gate.usage().total())
        .isEqualTo(completed.get() * OCTETS)
        .isLessThanOrEqualTo((MOST + LOOPS) * OCTETS);
    assertThat(completed.get()).isGreaterThan(MOST - 2 * GRANT);
    assertThat(gate.isHolding()).isFalse();
  }

  private void chunks(int loop) throws Exception {
    Count direction = loop % 2 == 0 ? Count.OCTETS_IN : Count.OCTETS_OUT;
    for (int i = 0; i < MESSAGES_OF_A_LOOP; i++) {
      boolean asksAgain = true;
      while (asksAgain) {
        CompletableFuture<Admission> later = new CompletableFuture<>();
        Admission now = gate.octets(direction, OCTETS, decision -> decide(later, decision));
        asksAgain = now == Admission.HELD;
        if (asksAgain) {
          later.get(30, TimeUnit.SECONDS);
        } else {
          (now == Admission.ADMITTED ? completed : refused).incrementAndGet();
        }
      }
    }
  }

  private Admission admitted() throws Exception {
    CompletableFuture<Admission> later = new CompletableFuture<>();
    Admission now = gate.admit(decision -> decide(later, decision));
    return now == Admission.HELD ? later.get(30, TimeUnit.SECONDS) : now;
  }

  private void decide(CompletableFuture<Admission> later, Admission decision) {
    if (!later.complete(decision)) {
      decidedTwice.incrementAndGet();
    }
  }

  private interface Work {
    void run(int loop) throws Exception;
  }

  private void runLoops(Work work) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < LOOPS; i++) {
      int loop = i;
      running.add(
          loops.submit(
              () -> {
                work.run(loop);
                return null;
              }));
    }
    for (Future<?> each : running) {
      each.get(50, TimeUnit.SECONDS);
    }
    assertThat(decidedTwice.get()).isZero();
  }
}
