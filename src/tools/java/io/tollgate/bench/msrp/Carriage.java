package io.tollgate.bench.msrp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A way from senders to receivers that is measured. */
final class Carriage implements AutoCloseable {
  private final String name;
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final List<Sender> senders = new ArrayList<>();
  private final AtomicLong delivered;

  Carriage(String name, AtomicLong delivered) {
    this.name = name;
    this.delivered = delivered;
  }

  String name() {
    return name;
  }

  Carriage with(AutoCloseable part) {
    parts.add(part);
    return this;
  }

  void add(Sender sender) {
    senders.add(sender);
  }

  /** Messages delivered in a second. */
  double measure(long millis) throws InterruptedException {
    senders.forEach(sender -> sender.on(true));
    TimeUnit.MILLISECONDS.sleep(millis / 4);
    long before = delivered.get();
    long start = System.nanoTime();
    TimeUnit.MILLISECONDS.sleep(millis);
    long after = delivered.get();
    double rate = (after - before) * 1e9 / (System.nanoTime() - start);
    senders.forEach(sender -> sender.on(false));
    quiet();
    return rate;
  }

  /** Until what is under way has arrived, so that it does not cost the next one. */
  private void quiet() throws InterruptedException {
    long last = -1;
    for (long now = delivered.get(); now != last; now = delivered.get()) {
      last = now;
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Override
  public void close() throws IOException {
    for (Sender sender : senders) {
      sender.close();
    }
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
