package io.tollgate.sip.admission;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
  private static final int LISTENER_CHECKS = 600;

  private final Supplier<List<SipURI>> listeningPoints;
  private final SelfCall selfCall;
  private final Admission admission;
  private final int calls;
  private final Duration limit;

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
        int done = place(udp.get(), start);
        LOG.info(
            "warmed up with {} of {} self-calls in {} ms",
            done,
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

  private int place(InetSocketAddress server, long start) throws IOException {
    int done = 0;
    try (SelfCaller caller = new SelfCaller(server, selfCall.user())) {
      while (done < calls
          && !Thread.currentThread().isInterrupted()
          && System.nanoTime() - start < limit.toNanos()) {
        caller.call(done);
        done++;
      }
    }
    return done;
  }

  /** The container opens its listeners after the application's start. */
  private Optional<InetSocketAddress> awaitUdp() throws InterruptedException {
    for (int check = 0; check < LISTENER_CHECKS; check++) {
      List<SipURI> points = listeningPoints.get();
      if (!points.isEmpty()) {
        return points.stream()
            .filter(uri -> "udp".equalsIgnoreCase(uri.getTransportParam()))
            .findFirst()
            .map(uri -> new InetSocketAddress(uri.getHost(), uri.getPort()));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return Optional.empty();
  }
}
