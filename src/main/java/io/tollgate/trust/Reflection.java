package io.tollgate.trust;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the server from being turned against a host that never asked for it (RFC 5393, RFC 8085
 * 3.1): over UDP, a host that has not answered gets no more than twice the octets that came in the
 * session that they are sent for, however many copies and repetitions that would be.
 */
public final class Reflection {
  private static final int MOST_HOSTS = 10_000;
  private static final int MOST_SESSIONS = 20_000;
  private static final int FACTOR = 2;
  private static final Duration PROVEN = Duration.ofMinutes(10);

  private final LongSupplier nanos;
  private final Map<InetAddress, Long> proven = bounded(MOST_HOSTS);
  private final Map<String, Account> sessions = bounded(MOST_SESSIONS);
  private long withheld;

  private static final class Account {
    private long received;
    private @Nullable Map<InetAddress, Long> sent;

    long sentTo(InetAddress host) {
      return sent == null ? 0 : sent.getOrDefault(host, 0L);
    }

    void add(InetAddress host, long octets) {
      Map<InetAddress, Long> to = sent;
      if (to == null) {
        to = new HashMap<>(2);
        sent = to;
      }
      to.merge(host, octets, Long::sum);
    }
  }

  /**
   * @param nanos as {@link System#nanoTime}
   */
  public Reflection(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private static <K, V> Map<K, V> bounded(int most) {
    return new LinkedHashMap<>(64, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  /** A message came in a session. */
  public synchronized void received(String session, int octets) {
    sessions.computeIfAbsent(session, begun -> new Account()).received += octets;
  }

  /**
   * Whether a request may be sent to a host. What nothing came for is of this server's own, and may
   * be repeated once.
   *
   * @param session that it is sent for
   */
  public synchronized boolean maySend(String session, InetAddress host, int octets) {
    Long until = proven.get(host);
    if (until != null && until - nanos.getAsLong() > 0) {
      return true;
    }
    Account account = sessions.computeIfAbsent(session, begun -> new Account());
    if (account.received == 0) {
      account.received = octets;
    }
    if (account.sentTo(host) + octets > FACTOR * account.received) {
      withheld += octets;
      return false;
    }
    account.add(host, octets);
    return true;
  }

  /** A host answered in a session; one that nothing was sent to proves nothing. */
  public synchronized void answered(String session, InetAddress host) {
    boolean known = proven.containsKey(host);
    Account account = sessions.get(session);
    if (known || (account != null && account.sentTo(host) > 0)) {
      proven.put(host, nanos.getAsLong() + PROVEN.toNanos());
    }
  }

  /** Octets that were not sent. */
  public synchronized long withheld() {
    return withheld;
  }
}
