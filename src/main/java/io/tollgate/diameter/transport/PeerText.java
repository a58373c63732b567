package io.tollgate.diameter.transport;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.transport.PeerConfig.Wire;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A peer as an operator writes it: its identity, then options. {@code
 * ocs1.example.com@10.0.0.7:3868;ro;priority=1;tls} connects to that address; without {@code @} the
 * identity is looked up; without {@code rf} or {@code ro} it serves both.
 */
public final class PeerText {
  private static final int DIAMETER_PORT = 3868;
  private static final int DIAMETER_TLS_PORT = 5658;
  private static final String EXPECTED =
      " (expected: identity[@host[:port]], an IPv6 host in [], [;rf][;ro][;tls][;sctp][;agent]"
          + "[;from=network][;priority=n][;weight=n])";

  private PeerText() {}

  /** The peers, each with the given limits. */
  public static List<PeerConfig> parse(List<String> peers, int maxOutstanding, int maxPerSecond) {
    List<PeerConfig> parsed = new ArrayList<>();
    for (String peer : peers) {
      parsed.add(parse(peer).withLimits(maxOutstanding, maxPerSecond));
    }
    if (parsed.stream().map(PeerConfig::host).distinct().count() != parsed.size()) {
      throw new IllegalArgumentException(peers + " (expected: each identity once)");
    }
    return List.copyOf(parsed);
  }

  /**
   * @throws IllegalArgumentException with the text and what was expected
   */
  public static PeerConfig parse(String text) {
    String[] parts = text.strip().split(";", -1);
    Set<ChargingInterface> interfaces = EnumSet.noneOf(ChargingInterface.class);
    Wire wire = Wire.TCP;
    int priority = 1;
    int weight = 1;
    boolean agent = false;
    List<AddressRange> from = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      String option = parts[i].strip().toLowerCase(Locale.ROOT);
      switch (option) {
        case "rf" -> interfaces.add(ChargingInterface.CH1);
        case "ro" -> interfaces.add(ChargingInterface.CH2);
        case "tls" -> wire = Wire.TLS;
        case "sctp" -> wire = Wire.SCTP;
        case "agent" -> agent = true;
        default -> {
          if (option.startsWith("priority=")) {
            priority = number(text, option, 0);
          } else if (option.startsWith("weight=")) {
            weight = number(text, option, 1);
          } else if (option.startsWith("from=")) {
            from.add(AddressRange.parse(option.substring("from=".length())));
          } else {
            throw wrong(text);
          }
        }
      }
    }
    if (interfaces.isEmpty()) {
      interfaces = EnumSet.allOf(ChargingInterface.class);
    }
    return at(text, parts[0].strip(), wire, interfaces)
        .withPriority(priority)
        .withWeight(weight)
        .asAgent(agent)
        .withSources(from);
  }

  private static PeerConfig at(
      String text, String where, Wire wire, Set<ChargingInterface> interfaces) {
    int at = where.indexOf('@');
    String host = at < 0 ? where : where.substring(0, at);
    String address = at < 0 ? where : where.substring(at + 1);
    int port = wire == Wire.TLS ? DIAMETER_TLS_PORT : DIAMETER_PORT;
    int colon = address.lastIndexOf(':');
    if (colon >= 0 && !address.endsWith("]")) {
      port = number(text, "port=" + address.substring(colon + 1), 1);
      address = address.substring(0, colon);
    }
    if (address.startsWith("[") && address.endsWith("]")) {
      address = address.substring(1, address.length() - 1);
    } else if (address.indexOf(':') >= 0) {
      throw wrong(text);
    }
    if (!host.matches("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
        || address.isEmpty()
        || port > 65_535) {
      throw wrong(text);
    }
    return new PeerConfig(
        host, address, port, wire, Set.copyOf(interfaces), 1, 1, Integer.MAX_VALUE, 0);
  }

  private static int number(String text, String option, int least) {
    try {
      int value = Integer.parseInt(option.substring(option.indexOf('=') + 1));
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException("\"" + text + "\"" + EXPECTED);
  }
}
