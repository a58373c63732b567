package io.tollgate.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The addresses of the host names in the operator's list. They are asked for in the background;
 * while a name server is silent, those that were known stay.
 */
public final class KnownAddresses implements Function<String, Set<InetAddress>>, AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(KnownAddresses.class);
  private static final Duration ANEW = Duration.ofMinutes(1);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

  private final Map<String, Set<InetAddress>> known = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor asking =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "tollgate-peer-names");
            thread.setDaemon(true);
            return thread;
          });

  @Override
  public Set<InetAddress> apply(String name) {
    return known.getOrDefault(name, Set.of());
  }

  /** Asks for the names, now and again and again; waits a moment for the first answers. */
  public void watch(Set<String> names) {
    if (names.isEmpty()) {
      return;
    }
    CountDownLatch first = new CountDownLatch(1);
    asking.scheduleWithFixedDelay(
        () -> {
          names.forEach(this::ask);
          first.countDown();
        },
        0,
        ANEW.toMillis(),
        TimeUnit.MILLISECONDS);
    try {
      if (!first.await(FIRST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("sip.peers: the addresses of {} are not known yet", names);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(String name) {
    try {
      known.put(name, Set.of(InetAddress.getAllByName(name)));
    } catch (UnknownHostException e) {
      LOG.warn("sip.peers: {} has no address now", name);
    }
  }

  @Override
  public void close() {
    asking.shutdownNow();
  }
}
