package io.tollgate.sip.leg;

import java.util.List;
import java.util.Locale;

/**
 * The hosts that charging headers may be shown to and asserted identities are believed from (RFC
 * 3324, RFC 7315 5.5 and 5.6).
 *
 * @param hosts host names, addresses, or {@code .suffix} for a domain; {@code *} trusts everyone
 */
public record TrustDomain(List<String> hosts) {

  public static final TrustDomain EVERYONE = new TrustDomain(List.of("*"));

  public TrustDomain {
    hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
  }

  public boolean contains(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    for (String trusted : hosts) {
      if (trusted.equals("*")
          || trusted.equals(name)
          || (trusted.startsWith(".") && name.endsWith(trusted))) {
        return true;
      }
    }
    return false;
  }
}
