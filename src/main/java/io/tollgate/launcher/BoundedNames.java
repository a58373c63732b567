package io.tollgate.launcher;

import gov.nist.javax.sip.stack.HopImpl;
import io.tollgate.trust.Lookups;
import io.tollgate.trust.Lookups.Limits;
import io.tollgate.trust.NameServers;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import javax.sip.ListeningPoint;
import javax.sip.address.Hop;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.mobicents.ext.javax.sip.dns.DNSLookupPerformer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;

/**
 * The container's look-ups (RFC 3263), by the JDK and within bounds. The library that it brings
 * along asks on the thread that serves a request, for many seconds where a name server is silent,
 * does not know /etc/hosts, and gets no fixes any more.
 */
final class BoundedNames implements DNSLookupPerformer, AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(BoundedNames.class);

  /** Records are made anew for each look-up, and nobody keeps them. */
  private static final int ANY_TTL = 60;

  private final Lookups<InetAddress> addresses;
  private final Lookups<String> services;
  private final Lookups<String> rewrites;

  BoundedNames(NameServers servers) {
    addresses = lookups("tollgate-addresses", servers::addresses);
    services = lookups("tollgate-srv", name -> servers.records(name, "SRV"));
    rewrites = lookups("tollgate-naptr", name -> servers.records(name, "NAPTR"));
  }

  private static <V> Lookups<V> lookups(String name, Function<String, List<V>> ask) {
    return new Lookups<>(name, ask, Limits.USUAL, System::nanoTime);
  }

  @Override
  public List<Record> performSRVLookup(String name) {
    List<Record> records = new ArrayList<>();
    for (String text : services.now(name.toLowerCase(Locale.ROOT))) {
      String[] parts = text.split(" ");
      if (parts.length == 4) {
        try {
          records.add(
              new SRVRecord(
                  absolute(name),
                  DClass.IN,
                  ANY_TTL,
                  Integer.parseInt(parts[0]),
                  Integer.parseInt(parts[1]),
                  Integer.parseInt(parts[2]),
                  absolute(parts[3])));
        } catch (TextParseException | IllegalArgumentException broken) {
          LOG.debug("a record that cannot be read leads nowhere: {}", broken.toString());
        }
      }
    }
    return records;
  }

  private static Name absolute(String name) throws TextParseException {
    return Name.fromString(name, Name.root);
  }

  /** RFC 3263 4.1: those whose transport we have; for a SIPS URI those with SIPS alone. */
  @Override
  public List<NAPTRRecord> performNAPTRLookup(
      String domain, boolean isSecure, Set<String> supportedTransports) {
    List<NAPTRRecord> records = new ArrayList<>();
    for (String text : rewrites.now(domain.toLowerCase(Locale.ROOT))) {
      NAPTRRecord record = rewrite(domain, text);
      if (record != null && serves(record, isSecure, supportedTransports)) {
        records.add(record);
      }
    }
    return records;
  }

  private static @Nullable NAPTRRecord rewrite(String domain, String text) {
    String[] parts = text.split(" ");
    if (parts.length != 6) {
      return null;
    }
    try {
      return new NAPTRRecord(
          absolute(domain),
          DClass.IN,
          ANY_TTL,
          Integer.parseInt(parts[0]),
          Integer.parseInt(parts[1]),
          plain(parts[2]),
          plain(parts[3]),
          plain(parts[4]),
          absolute(parts[5]));
    } catch (TextParseException | IllegalArgumentException broken) {
      return null;
    }
  }

  private static String plain(String text) {
    return text.replace("\"", "");
  }

  private static boolean serves(NAPTRRecord record, boolean isSecure, Set<String> transports) {
    String service = record.getService().toUpperCase(Locale.ROOT);
    boolean secure = service.startsWith(SERVICE_SIPS);
    if (isSecure || (secure && !transports.contains(ListeningPoint.TLS))) {
      return isSecure && secure;
    }
    boolean stream = transports.contains(ListeningPoint.TCP) || secure;
    return (service.contains(SERVICE_D2U) && transports.contains(ListeningPoint.UDP))
        || (service.contains(SERVICE_D2T) && stream)
        || service.equals(SERVICE_E2U);
  }

  @Override
  public Queue<Hop> locateHopsForNonNumericAddressWithPort(
      String host, int port, String transport) {
    Queue<Hop> hops = new ArrayDeque<>();
    for (InetAddress address : addresses.now(host.toLowerCase(Locale.ROOT))) {
      hops.add(new HopImpl(address.getHostAddress(), port, transport));
    }
    return hops;
  }

  @Override
  public void setDNSTimeout(int seconds) {
    // The bound is ours.
  }

  @Override
  public int getDNSTimeout() {
    return (int) Limits.USUAL.limit().toSeconds();
  }

  @Override
  public void close() {
    addresses.close();
    services.close();
    rewrites.close();
  }
}
