package io.tollgate.bench.soak;

import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Users who play their scenes over and over, each on a thread of their own, until they are told.
 */
final class MixedLoad {
  private static final int PATIENCE_SECONDS = 40;
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final int serverPort;
  private final List<Thread> users = new ArrayList<>();
  private final AtomicIntegerArray played = new AtomicIntegerArray(Scene.values().length);
  private final AtomicInteger disturbed = new AtomicInteger();
  private volatile boolean going = true;

  MixedLoad(int serverPort, int usersOfEach) {
    this.serverPort = serverPort;
    for (Scene scene : Scene.values()) {
      for (int i = 0; i < usersOfEach; i++) {
        users.add(new Thread(() -> live(scene), scene + "-" + i));
      }
    }
  }

  void start() {
    users.forEach(Thread::start);
  }

  private void live(Scene scene) {
    while (going) {
      try (PhoneBank bank = new PhoneBank(serverPort).patience(PATIENCE_SECONDS)) {
        scene.play(bank, "sip:conference-factory@127.0.0.1:" + serverPort);
        played.incrementAndGet(scene.ordinal());
      } catch (IOException | RuntimeException | AssertionError e) {
        disturbed.incrementAndGet();
      } catch (InterruptedException e) {
        return;
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }

  /** Lets everybody finish what they are doing. */
  void stop() throws InterruptedException {
    going = false;
    for (Thread user : users) {
      user.join(TimeUnit.SECONDS.toMillis(3 * PATIENCE_SECONDS));
      user.interrupt();
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Scene scene : Scene.values()) {
      text.append(played.get(scene.ordinal())).append(' ').append(scene).append(", ");
    }
    return text.append(disturbed.get()).append(" cut short").toString();
  }
}
