package io.tollgate.trust;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operator's say in who may speak, who is believed, and whom this server sends to. The first
 * entry that fits decides.
 */
public final class Peers {
  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");

  private final List<PeerRule> rules;
  private final boolean closed;
  private final Function<String, Set<InetAddress>> addresses;
  private final Map<String, Standing> byLabel = new HashMap<>();

  private Peers(
      List<PeerRule> rules, boolean closed, Function<String, Set<InetAddress>> addresses) {
    this.rules = List.copyOf(rules);
    this.closed = closed;
    this.addresses = addresses;
    byLabel.put(Standing.SELF.label(), Standing.SELF);
    rules.forEach(rule -> byLabel.put(rule.standing().label(), rule.standing()));
  }

  /**
   * As the operator set it.
   *
   * @param entries of those who may speak; none lets everybody
   * @param trusted where everybody may: who is believed; none stands for loopback addresses
   */
  public static Peers of(
      List<String> entries, List<String> trusted, Function<String, Set<InetAddress>> addresses) {
    if (!entries.isEmpty()) {
      return listed(entries, addresses);
    }
    return everybody(trusted.isEmpty() ? LOOPBACK : trusted, addresses);
  }

  /**
   * Those that are listed, and nobody else.
   *
   * @param addresses of a host name, as far as they are known; asked for each request, so it must
   *     not wait
   */
  public static Peers listed(List<String> entries, Function<String, Set<InetAddress>> addresses) {
    List<PeerRule> rules = new ArrayList<>();
    for (String entry : entries) {
      rules.add(PeerRule.parse(entry, "peer-" + (rules.size() + 1), true));
    }
    return new Peers(rules, true, addresses);
  }

  /**
   * Everybody may speak and be sent to; only some are believed.
   *
   * @param trusted hosts, addresses, networks, .domains, or * for everyone
   */
  public static Peers everybody(
      List<String> trusted, Function<String, Set<InetAddress>> addresses) {
    List<PeerRule> rules = new ArrayList<>();
    for (String host : trusted) {
      rules.add(PeerRule.parse(host + ";trusted", "trusted-" + (rules.size() + 1), false));
    }
    rules.add(PeerRule.parse("*", "anybody", false));
    return new Peers(rules, false, addresses);
  }

  /** Whether only peers that are listed may speak and be sent to. */
  public boolean closed() {
    return closed;
  }

  /** Of whom a message came from. */
  public Standing of(InetAddress source, Certificate certificate) {
    for (PeerRule rule : rules) {
      if (rule.isFrom(source, addresses) && rule.shows(certificate)) {
        return rule.standing();
      }
    }
    return Standing.STRANGER;
  }

  /** Whether anybody may send from there, once the certificate is seen. */
  public boolean mayConnect(InetAddress source) {
    for (PeerRule rule : rules) {
      if (rule.standing().originates() && rule.isFrom(source, addresses)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an entry asks for a certificate: then TLS clients have to show one. */
  public boolean wantCertificates() {
    return rules.stream().anyMatch(PeerRule::needsCertificate);
  }

  /** Of the standing that the stack gave when it let a message in; null for none that is known. */
  public @Nullable Standing labelled(String label) {
    return byLabel.get(label);
  }

  /**
   * Of a next hop, as a URI names it. Of a name that is not listed it is told only at its address,
   * see {@link #at}.
   */
  public Standing towards(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    InetAddress literal = Network.address(name);
    if (literal != null) {
      return first(rule -> rule.isAt(literal, addresses));
    }
    Standing standing = first(rule -> rule.isNamed(name));
    return standing.listed() || !closed ? standing : unlisted();
  }

  private Standing first(Predicate<PeerRule> fits) {
    for (PeerRule rule : rules) {
      if (fits.test(rule)) {
        return rule.standing();
      }
    }
    return Standing.STRANGER;
  }

  /** Neither believed nor refused yet. */
  private static Standing unlisted() {
    return new Standing("", false, false, true, false, 0, "");
  }

  /** Whether requests may go to this address, where a name that was not listed led. */
  public boolean at(InetAddress address) {
    return first(rule -> rule.isAt(address, addresses)).reachable();
  }

  /** The host names whose addresses have to be found out. */
  public Set<String> hostNames() {
    Set<String> names = new LinkedHashSet<>();
    for (PeerRule rule : rules) {
      String name = rule.hostName();
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }
}
