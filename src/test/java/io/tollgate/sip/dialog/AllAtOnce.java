package io.tollgate.sip.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs what many pairs do over one server, several at a time. The parties stay until the end, since
 * what a call leaves behind may come late.
 */
final class AllAtOnce implements AutoCloseable {
  private static final int AT_A_TIME = 8;

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
  private final List<Pair> over = new ArrayList<>();
  private final IntSupplier serverPort;

  AllAtOnce(IntSupplier serverPort) {
    this.serverPort = serverPort;
  }

  /** Starts it with each cast, and tells in a test of each what came of it. */
  DynamicContainer start(String name, int times, List<Cast> casts, Consumer<Pair> steps) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Cast cast : casts) {
      Future<?> run = threads.submit(() -> run(cast, times, steps));
      tests.add(DynamicTest.dynamicTest(cast.name(), () -> join(run)));
    }
    return DynamicContainer.dynamicContainer(name, tests);
  }

  private void run(Cast cast, int times, Consumer<Pair> steps) {
    for (int i = 0; i < times; i++) {
      Pair pair = cast.at(serverPort.getAsInt());
      boolean good = false;
      try {
        steps.accept(pair);
        good = true;
      } finally {
        if (!good) {
          pair.abandon();
        }
        synchronized (this) {
          over.add(pair);
        }
      }
    }
  }

  private static void join(Future<?> run) throws Throwable {
    try {
      run.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  synchronized int over() {
    return over.size();
  }

  /** Of all calls, once each is over. */
  synchronized void nothingCameUncalledFor() {
    over.forEach(Pair::nothingUncalledFor);
  }

  @Override
  public synchronized void close() {
    threads.shutdownNow();
    over.forEach(Pair::close);
  }
}
