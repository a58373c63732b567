package io.tollgate.diameter.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What becomes of AVPs with the M flag in answers that nobody here knows (RFC 6733 4.1). */
public final class UnknownAvps {
  private static final Logger LOG = LogManager.getLogger(UnknownAvps.class);

  /** The codes come from outside. */
  private static final int MOST = 1000;

  private final Predicate<String> tolerant;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /**
   * @param tolerant of which peers they are skipped
   */
  public UnknownAvps(Predicate<String> tolerant) {
    this.tolerant = tolerant;
  }

  /** True to skip it; each is told once for a peer. */
  public boolean skips(String peer, int code, int vendor) {
    if (!tolerant.test(peer)) {
      return false;
    }
    if (logged.size() < MOST && logged.add(peer + ' ' + code + '/' + vendor)) {
      LOG.warn(
          "Peer {}: AVP {} of vendor {} in its answers has the M flag and is not known here; it is"
              + " skipped (unknown-avps = refuse in its profile would refuse them)",
          peer,
          Integer.toUnsignedLong(code),
          Integer.toUnsignedLong(vendor));
    }
    return true;
  }
}
