package io.tollgate.diameter.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TimerWheelTest {
  private static final long TICK = 10;

  private final List<Integer> fired = new ArrayList<>();

  @Example
  void neverFiresEarlyAndAtMostATickLate() {
    TimerWheel wheel = new TimerWheel(TICK, 8, 0);
    wheel.start(entry(1), 25, 0);
    wheel.advance(25);
    assertThat(fired).isEmpty();
    wheel.advance(25 + TICK);
    assertThat(fired).containsExactly(1);
  }

  @Example
  void aDelayOfSeveralTurnsWaitsForItsTurn() {
    TimerWheel wheel = new TimerWheel(TICK, 8, 0);
    wheel.start(entry(1), 1000, 0);
    wheel.advance(999);
    assertThat(fired).isEmpty();
    wheel.advance(1020);
    assertThat(fired).containsExactly(1);
  }

  @Example
  void aStoppedTimerDoesNotFireAndOneThatIsMovedFiresOnce() {
    TimerWheel wheel = new TimerWheel(TICK, 8, 0);
    TimerWheel.Entry stopped = entry(1);
    TimerWheel.Entry moved = entry(2);
    wheel.start(stopped, 20, 0);
    wheel.start(moved, 20, 0);
    wheel.stop(stopped);
    wheel.start(moved, 200, 0);
    wheel.advance(100);
    assertThat(fired).isEmpty();
    wheel.advance(300);
    assertThat(fired).containsExactly(2);
    assertThat(wheel.isRunning(moved)).isFalse();
  }

  @Example
  void aTimerMayStopItsNeighboursAndStartItselfAgain() {
    TimerWheel wheel = new TimerWheel(TICK, 8, 0);
    TimerWheel.Entry neighbour = entry(2);
    TimerWheel.Entry first =
        new TimerWheel.Entry() {
          @Override
          void expired() {
            fired.add(1);
            wheel.stop(neighbour);
            if (fired.size() < 3) {
              wheel.start(this, 0, 30);
            }
          }
        };
    wheel.start(first, 20, 0);
    wheel.start(neighbour, 20, 0);
    wheel.advance(200);
    assertThat(fired).containsExactly(1, 1, 1);
  }

  @Property(tries = 300)
  void everyRunningTimerFiresOnceInTime(@ForAll long seed) {
    Random random = new Random(seed);
    TimerWheel wheel = new TimerWheel(TICK, 16, 0);
    List<Long> firedLate = new ArrayList<>();
    long[] now = new long[1];
    int started = 0;
    for (int step = 0; step < 200; step++) {
      long due = now[0] + random.nextInt(1000);
      wheel.start(
          new TimerWheel.Entry() {
            @Override
            void expired() {
              firedLate.add(now[0] - due);
            }
          },
          due - now[0],
          now[0]);
      started++;
      now[0] += random.nextInt(40);
      wheel.advance(now[0]);
    }
    now[0] += 2000;
    wheel.advance(now[0]);
    assertThat(firedLate).hasSize(started).allMatch(late -> late >= 0);
  }

  private TimerWheel.Entry entry(int number) {
    return new TimerWheel.Entry() {
      @Override
      void expired() {
        fired.add(number);
      }
    };
  }
}
