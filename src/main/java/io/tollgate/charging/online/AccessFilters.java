package io.tollgate.charging.online;

import io.tollgate.charging.UriPattern;
import io.tollgate.charging.record.FinalUnit;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Where a user without units may still go (RFC 8506 5.6.3, RESTRICT_ACCESS). A Filter-Id names
 * patterns of URIs that are known here; a Restriction-Filter-Rule permits addresses, which a URI
 * may have as its host. What neither permits is closed, and so is all where a filter is unknown.
 *
 * @param named patterns by the name of their filter
 */
public record AccessFilters(Map<String, List<UriPattern>> named) {

  private static final Logger LOG = LogManager.getLogger(AccessFilters.class);

  public static final AccessFilters NONE = new AccessFilters(Map.of());

  /** The host of a SIP URI, with brackets where it is of IPv6. */
  private static final Pattern HOST =
      Pattern.compile("sips?:(?:[^@;?]*@)?(\\[[^]]+]|[^:;?>]+).*", Pattern.CASE_INSENSITIVE);

  /** RFC 6733 4.3.1: action dir proto from src to dst; the first that covers an address decides. */
  private static final Pattern RULE =
      Pattern.compile(
          "\\s*(permit|deny)\\s+\\S+\\s+\\S+\\s+from\\s+(\\S+)(?:\\s+[\\d,-]+)?\\s+to\\s+(\\S+).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

  public AccessFilters {
    named = Map.copyOf(named);
  }

  /**
   * @param texts each NAME=URI; a name may come several times
   */
  public static AccessFilters of(List<String> texts) {
    Map<String, List<UriPattern>> named = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? "" : text.substring(0, equals).strip();
      String uri = text.substring(equals + 1).strip();
      if (name.isEmpty() || uri.isEmpty()) {
        throw new IllegalArgumentException(
            "\"" + text + "\" (expected: NAME=URI, for example top-up=sip:*@pay.example.com)");
      }
      named.computeIfAbsent(name, first -> new ArrayList<>()).add(new UriPattern(uri));
    }
    return new AccessFilters(named);
  }

  /** Whether the last units leave the way to this URI open. */
  boolean permit(FinalUnit last, String uri) {
    for (String name : last.filters()) {
      List<UriPattern> patterns = named.get(name);
      if (patterns == null) {
        LOG.warn("The OCS names the filter \"{}\", which charging.access-filters has not", name);
      } else if (patterns.stream().anyMatch(pattern -> pattern.matches(uri))) {
        return true;
      }
    }
    Matcher host = HOST.matcher(uri);
    return host.matches() && permits(last.rules(), host.group(1));
  }

  private static boolean permits(List<String> rules, String host) {
    for (String rule : rules) {
      Matcher parts = RULE.matcher(rule);
      if (parts.matches() && (covers(parts.group(2), host) || covers(parts.group(3), host))) {
        return parts.group(1).equalsIgnoreCase("permit");
      }
    }
    return false;
  }

  /** "any" and "assigned" are the user's own side: they name nobody that they may reach. */
  private static boolean covers(String range, String host) {
    String[] sides = range.split("/", 2);
    byte[] network = address(sides[0].toLowerCase(Locale.ROOT));
    byte[] one = address(host.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT));
    if (network.length == 0 || network.length != one.length) {
      return false;
    }
    int bits = network.length * Byte.SIZE;
    if (sides.length == 2) {
      if (!sides[1].matches("\\d{1,3}")) {
        return false;
      }
      bits = Math.min(bits, Integer.parseInt(sides[1]));
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((network[bit / Byte.SIZE] ^ one[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Empty where it is a name: nothing is resolved here. */
  private static byte[] address(String literal) {
    boolean ipv6 = literal.indexOf(':') >= 0;
    if (!ipv6
        && !(IPV4.matcher(literal).matches()
            && Arrays.stream(literal.split("\\."))
                .allMatch(part -> Integer.parseInt(part) < 256))) {
      return new byte[0];
    }
    try {
      // Within brackets nothing but an address is taken.
      return InetAddress.getByName(ipv6 ? "[" + literal + "]" : literal).getAddress();
    } catch (UnknownHostException e) {
      return new byte[0];
    }
  }
}
