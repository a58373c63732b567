package io.tollgate.diameter.transport;

import io.tollgate.charging.record.ChargingInterface;
import java.util.List;
import java.util.Set;

/**
 * One peer from the settings.
 *
 * @param host the DiameterIdentity it must present in the capabilities exchange
 * @param address where to connect to: a name or an address literal
 * @param priority the lowest number is tried first
 * @param weight share among peers of the same priority
 * @param maxOutstanding requests without an answer, above which the peer gets no more
 * @param maxPerSecond requests a second; 0 for no limit
 * @param agent it forwards requests to servers behind it, whatever it says of itself: a proxying
 *     agent advertises only what it proxies (RFC 6733 2.4). Without it, its answers tell
 * @param from networks that it may connect to us from, besides its own address
 */
public record PeerConfig(
    String host,
    String address,
    int port,
    Wire wire,
    Set<ChargingInterface> interfaces,
    int priority,
    int weight,
    int maxOutstanding,
    int maxPerSecond,
    boolean agent,
    List<AddressRange> from) {

  public PeerConfig {
    interfaces = Set.copyOf(interfaces);
    from = List.copyOf(from);
  }

  public PeerConfig(
      String host,
      String address,
      int port,
      Wire wire,
      Set<ChargingInterface> interfaces,
      int priority,
      int weight,
      int maxOutstanding,
      int maxPerSecond) {
    this(
        host,
        address,
        port,
        wire,
        interfaces,
        priority,
        weight,
        maxOutstanding,
        maxPerSecond,
        false,
        List.of());
  }

  /** What carries the messages. */
  public enum Wire {
    TCP,
    /** TLS before the first Diameter byte (RFC 6733 13.1); there is no fall-back to TCP. */
    TLS,
    SCTP
  }

  /** A peer on plain TCP with no limits to speak of. */
  public static PeerConfig tcp(String host, String address, int port, ChargingInterface... use) {
    return new PeerConfig(host, address, port, Wire.TCP, Set.of(use), 0, 1, 10_000, 0);
  }

  public PeerConfig withPriority(int value) {
    return new PeerConfig(
        host,
        address,
        port,
        wire,
        interfaces,
        value,
        weight,
        maxOutstanding,
        maxPerSecond,
        agent,
        from);
  }

  public PeerConfig withWeight(int value) {
    return new PeerConfig(
        host,
        address,
        port,
        wire,
        interfaces,
        priority,
        value,
        maxOutstanding,
        maxPerSecond,
        agent,
        from);
  }

  public PeerConfig withLimits(int outstanding, int perSecond) {
    return new PeerConfig(
        host,
        address,
        port,
        wire,
        interfaces,
        priority,
        weight,
        outstanding,
        perSecond,
        agent,
        from);
  }

  public PeerConfig withWire(Wire value) {
    return new PeerConfig(
        host,
        address,
        port,
        value,
        interfaces,
        priority,
        weight,
        maxOutstanding,
        maxPerSecond,
        agent,
        from);
  }

  public PeerConfig asAgent(boolean value) {
    return new PeerConfig(
        host,
        address,
        port,
        wire,
        interfaces,
        priority,
        weight,
        maxOutstanding,
        maxPerSecond,
        value,
        from);
  }

  public PeerConfig withSources(List<AddressRange> value) {
    return new PeerConfig(
        host,
        address,
        port,
        wire,
        interfaces,
        priority,
        weight,
        maxOutstanding,
        maxPerSecond,
        agent,
        value);
  }
}
