package io.tollgate.diameter.transport.netty;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.Urgency;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does what overloaded servers and realms ask for (RFC 7683), with the loss algorithm: of the new
 * sessions, the share that a report names is not sent. A session that is not begun saves all its
 * requests, and no session under way is cut off, so the traffic falls by just that share. Belongs
 * to the event loop.
 */
final class Overload {

  private static final Logger LOG = LogManager.getLogger(Overload.class);
  private static final int MOST = 1000;
  private static final long LOSS = 1;
  private static final int HOST_REPORT = 0;
  private static final int REALM_REPORT = 1;

  /** OC-Validity-Duration where there is none, or none that can be (RFC 7683 7.5). */
  private static final long USUAL_VALIDITY = 30;

  private static final long LONGEST_VALIDITY = 86_400;

  private record Key(ChargingInterface target, int type, String name) {}

  /** What was asked for, and how far it has been done. */
  private static final class Report {
    private final long sequence;
    private final long percent;
    private final long until;
    private long owed;

    Report(long sequence, long percent, long until) {
      this.sequence = sequence;
      this.percent = percent;
      this.until = until;
    }

    /** Spreads the loss evenly, so that it is exact also for a few requests. */
    boolean admits() {
      owed += percent;
      if (owed >= 100) {
        owed -= 100;
        return false;
      }
      return true;
    }
  }

  private final Function<ChargingInterface, String> realms;
  private final Map<Key, Report> reports = new LinkedHashMap<>();

  /**
   * @param realms the realm that requests of an interface go to
   */
  Overload(Function<ChargingInterface, String> realms) {
    this.realms = realms;
  }

  /** Takes the OC-OLRs of an answer; there may be one of the host and one of the realm. */
  void learn(ChargingInterface target, Avps answer, long now) {
    if (!answer.has(BaseAvps.OC_OLR) || !isLoss(answer)) {
      return;
    }
    for (Avps report : answer.groups(BaseAvps.OC_OLR)) {
      int type = report.integer32(BaseAvps.OC_REPORT_TYPE).orElse(-1);
      String name =
          switch (type) {
            case HOST_REPORT -> answer.text(BaseAvps.ORIGIN_HOST);
            case REALM_REPORT -> answer.text(BaseAvps.ORIGIN_REALM);
            default -> null;
          };
      if (name != null) {
        learn(new Key(target, type, name.toLowerCase(Locale.ROOT)), report, now);
      }
    }
  }

  /** Without OC-Supported-Features the default algorithm, loss, is meant. */
  private static boolean isLoss(Avps answer) {
    Avps features = answer.group(BaseAvps.OC_SUPPORTED_FEATURES);
    OptionalLong vector =
        features == null ? OptionalLong.empty() : features.integer64(BaseAvps.OC_FEATURE_VECTOR);
    return vector.isEmpty() || (vector.getAsLong() & LOSS) != 0;
  }

  private void learn(Key key, Avps told, long now) {
    OptionalLong sequence = told.integer64(BaseAvps.OC_SEQUENCE_NUMBER);
    long percent = told.unsigned32(BaseAvps.OC_REDUCTION_PERCENTAGE).orElse(0);
    long validity = told.unsigned32(BaseAvps.OC_VALIDITY_DURATION).orElse(USUAL_VALIDITY);
    if (validity > LONGEST_VALIDITY) {
      validity = USUAL_VALIDITY;
    }
    Report before = current(key, now);
    if (sequence.isEmpty()
        || percent > 100
        || before != null && Long.compareUnsigned(sequence.getAsLong(), before.sequence) <= 0) {
      return;
    }
    if (reports.size() >= MOST && !reports.containsKey(key)) {
      reports.remove(reports.keySet().iterator().next());
    }
    reports.put(
        key,
        new Report(sequence.getAsLong(), percent, now + Duration.ofSeconds(validity).toNanos()));
    LOG.info(
        "{} {}: asks for {} % less on {} for {} s",
        key.type() == HOST_REPORT ? "Server" : "Realm",
        key.name(),
        percent,
        key.target(),
        validity);
  }

  private @Nullable Report current(Key key, long now) {
    Report report = reports.get(key);
    if (report != null && report.until - now <= 0) {
      reports.remove(key);
      return null;
    }
    return report;
  }

  /** Whether the request may go that way; it counts as one of those that wanted to. */
  boolean admits(OutboundRequest request, Way way, long now) {
    if (reports.isEmpty() || request.urgency() != Urgency.NEW) {
      return true;
    }
    String host = way.destination() != null || !way.peer().isAgent() ? hostOf(way) : null;
    Report report = host == null ? null : report(request, HOST_REPORT, host, now);
    if (report == null && way.destination() == null) {
      report = report(request, REALM_REPORT, realms.apply(request.target()), now);
    }
    return report == null || report.admits();
  }

  private static String hostOf(Way way) {
    return way.destination() != null ? way.destination() : way.peer().host();
  }

  private @Nullable Report report(OutboundRequest request, int type, String name, long now) {
    return current(new Key(request.target(), type, name.toLowerCase(Locale.ROOT)), now);
  }

  /** The load of the peer itself, which weighs in its choice (RFC 8583). */
  static void loads(Avps answer, Peer peer) {
    if (answer.has(BaseAvps.LOAD)) {
      for (Avps load : answer.groups(BaseAvps.LOAD)) {
        OptionalLong value = load.integer64(BaseAvps.LOAD_VALUE);
        if (value.isPresent() && peer.host().equalsIgnoreCase(load.text(BaseAvps.SOURCE_ID))) {
          peer.loaded(value.getAsLong());
        }
      }
    }
  }
}
