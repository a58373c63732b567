package io.tollgate.sip.admission;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.servlet.sip.SipURI;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Places calls through the server itself before it reports ready: a cold JVM at 200 calls/s answers
 * after seconds. The calls are whole (INVITE to BYE) and go over the loopback or own address.
 */
public final class WarmUp implements Runnable {
  private static final Logger LOG = LogManager.getLogger(WarmUp.class);
  private static final int MOST_FAILURES = 3;
  private static final int LISTENER_CHECKS = 600;

  private final Supplier<List<SipURI>> listeningPoints;
  private final SelfCall selfCall;
  private final Admission admission;
  private final int calls;
  private final Duration limit;
  private final AtomicInteger done = new AtomicInteger();

  public WarmUp(
      Supplier<List<SipURI>> listeningPoints,
      SelfCall selfCall,
      Admission admission,
      int calls,
      Duration limit) {
    this.listeningPoints = listeningPoints;
    this.selfCall = selfCall;
    this.admission = admission;
    this.calls = calls;
    this.limit = limit;
  }

  /** Ready in any case at the end: a server that is slow at first is better than none. */
  @Override
  public void run() {
    long start = System.nanoTime();
    try {
      Optional<InetSocketAddress> udp = awaitUdp();
      if (calls > 0 && udp.isPresent()) {
        place(udp.get(), start);
        LOG.info(
            "warmed up with {} of {} self-calls in {} ms",
            done.get(),
            calls,
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      }
    } catch (IOException e) {
      LOG.warn("the warm-up ended early: {}", e.toString());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return;
    }
    admission.ready();
  }

  /** Calls that succeeded so far. */
  public int done() {
    return done.get();
  }

  private void place(InetSocketAddress server, long start) throws IOException {
    int failures = 0;
    try (SelfCaller caller = new SelfCaller(server, selfCall.user())) {
      for (int number = 0; done.get() < calls && inTime(start); number++) {
        try {
          caller.call(number);
          done.incrementAndGet();
          failures = 0;
        } catch (IOException e) {
          // The listener opens a moment before the container takes calls.
          failures++;
          if (failures == MOST_FAILURES) {
            throw e;
          }
        }
      }
    }
  }

  private boolean inTime(long start) {
    return !Thread.currentThread().isInterrupted() && System.nanoTime() - start < limit.toNanos();
  }

  /** The container opens its listeners after the application's start. */
  private Optional<InetSocketAddress> awaitUdp() throws InterruptedException {
    for (int check = 0; check < LISTENER_CHECKS; check++) {
      List<SipURI> points = listeningPoints.get();
      if (!points.isEmpty()) {
        return points.stream()
            .filter(uri -> "udp".equalsIgnoreCase(uri.getTransportParam()))
            .findFirst()
            .map(
                uri ->
                    new InetSocketAddress(uri.getHost().replaceAll("[\\[\\]]", ""), uri.getPort()));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return Optional.empty();
  }
}
