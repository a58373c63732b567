package io.tollgate.trust;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One entry of the operator's list of peers: who it is about, and what it allows. */
final class PeerRule {
  private static final String ANYBODY = "*";

  private final String who;
  private final @Nullable Network network;
  private final @Nullable String certificate;
  private final List<String> subject;
  private final Standing standing;

  private PeerRule(
      String who,
      @Nullable Network network,
      @Nullable String certificate,
      List<String> subject,
      Standing standing) {
    this.who = who;
    this.network = network;
    this.certificate = certificate;
    this.subject = subject;
    this.standing = standing;
  }

  /**
   * Reads {@code WHO[;trusted][;from][;to][;rate=N][;as=URI][;tls=NAME][;subject=/CN=...]}.
   *
   * @param label of its standing
   * @param listed see {@link Standing#listed}
   */
  static PeerRule parse(String text, String label, boolean listed) {
    List<String> words = Arrays.stream(text.split(";", -1)).map(String::strip).toList();
    String who = words.get(0).toLowerCase(Locale.ROOT);
    if (!who.equals(ANYBODY) && Network.parse(who) == null && !who.matches("\\.?[a-z0-9_.-]+")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" (expected: an address, a network, a host name, .domain or * first)");
    }
    boolean trusted = false;
    boolean from = false;
    boolean to = false;
    int rate = 0;
    String identity = "";
    String certificate = null;
    List<String> subject = List.of();
    for (String word : words.subList(1, words.size())) {
      int equals = word.indexOf('=');
      String name = (equals < 0 ? word : word.substring(0, equals)).toLowerCase(Locale.ROOT);
      String value = equals < 0 ? "" : word.substring(equals + 1).strip();
      switch (name) {
        case "trusted" -> trusted = true;
        case "from" -> from = true;
        case "to" -> to = true;
        case "rate" -> rate = rate(text, value);
        case "as" -> identity = identity(text, value);
        case "tls" -> certificate = value.toLowerCase(Locale.ROOT);
        case "subject" -> subject = subject(text, value);
        default ->
            throw new IllegalArgumentException(
                "\"%s\": %s (expected: trusted, from, to, rate=, as=, tls=, subject=)"
                    .formatted(text, word));
      }
    }
    boolean both = !from && !to;
    return new PeerRule(
        who,
        who.equals(ANYBODY) ? null : Network.parse(who),
        certificate,
        subject,
        new Standing(label, trusted, from || both, to || both, listed, rate, identity));
  }

  private static int rate(String text, String value) {
    if (!value.matches("[1-9]\\d{0,5}")) {
      throw new IllegalArgumentException(
          "\"" + text + "\": rate=" + value + " (expected: requests/s, from 1 to 999999)");
    }
    return Integer.parseInt(value);
  }

  private static String identity(String text, String value) {
    if (!value.matches("(?i)(sips?|tel):[^\\s<>;?,]+")) {
      throw new IllegalArgumentException(
          "\"" + text + "\": as=" + value + " (expected: a sip or tel URI)");
    }
    return value;
  }

  /** As openssl writes it: {@code /O=Example/CN=scscf1}; an attribute may be left out. */
  private static List<String> subject(String text, String value) {
    List<String> parts = new ArrayList<>();
    for (String part : value.split("/")) {
      if (!part.isBlank()) {
        parts.add(part.strip().toLowerCase(Locale.ROOT));
      }
    }
    if (parts.isEmpty() || !parts.stream().allMatch(part -> part.matches("[a-z0-9.]+=.+"))) {
      throw new IllegalArgumentException(
          "\"" + text + "\": subject=" + value + " (expected: such as /O=Example/CN=scscf1)");
    }
    return List.copyOf(parts);
  }

  Standing standing() {
    return standing;
  }

  boolean needsCertificate() {
    return certificate != null || !subject.isEmpty();
  }

  /** The host names whose addresses have to be known to tell who sends from them. */
  @Nullable String hostName() {
    boolean name = network == null && !who.equals(ANYBODY) && !who.startsWith(".");
    return name ? who : null;
  }

  /**
   * Whether the peer sends from this address.
   *
   * @param addresses of a host name, as far as they are known
   */
  boolean isFrom(InetAddress source, Function<String, Set<InetAddress>> addresses) {
    return who.equals(ANYBODY) || hasAddress(source, addresses);
  }

  /**
   * Whether sending to an address is sending to the peer; one with any address is known by name.
   */
  boolean isAt(InetAddress target, Function<String, Set<InetAddress>> addresses) {
    return isEverybody() || hasAddress(target, addresses);
  }

  private boolean hasAddress(InetAddress address, Function<String, Set<InetAddress>> addresses) {
    Network wanted = network;
    if (wanted != null) {
      return wanted.contains(address);
    }
    String name = hostName();
    return name != null && addresses.apply(name).contains(address);
  }

  private boolean isEverybody() {
    return who.equals(ANYBODY) && !needsCertificate();
  }

  boolean shows(Certificate shown) {
    String name = certificate;
    return (name == null || shown.names().stream().anyMatch(other -> matches(name, other)))
        && shown.subject().containsAll(subject);
  }

  /** By the name that a next hop is written with, which is that of its certificate (RFC 5922 7). */
  boolean isNamed(String host) {
    String shown = certificate;
    return isEverybody()
        || (network == null && !who.equals(ANYBODY) && matches(who, host))
        || (shown != null && matches(shown, host));
  }

  private static boolean matches(String pattern, String name) {
    return pattern.startsWith(".") ? name.endsWith(pattern) : pattern.equals(name);
  }
}
