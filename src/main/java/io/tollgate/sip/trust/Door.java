package io.tollgate.sip.trust;

import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.container.SipContainer.Origin;
import io.tollgate.trust.Certificate;
import io.tollgate.trust.Peers;
import io.tollgate.trust.Standing;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;

/**
 * Every message comes through here before anything in it is believed, and nothing is shown to a
 * next hop but what it may see.
 */
public final class Door {
  /**
   * Asserted by the network, for the network (RFC 3325 4, RFC 7315 4.4, 5.5 and 5.6, RFC 6050 4.1).
   */
  private static final Set<String> WITHIN_THE_DOMAIN =
      Set.of(
          "p-asserted-service",
          "p-preferred-service",
          "p-preferred-identity",
          "p-served-user",
          "p-called-party-id",
          "p-profile-key",
          "p-user-database",
          "p-visited-network-id",
          "p-access-network-info",
          "cellular-network-info",
          // TS 24.229 4.4, RFC 5503, RFC 5806, RFC 7316 and the identity before RFC 3325.
          "additional-identity",
          "attestation-info",
          "diversion",
          "origination-id",
          "p-associated-uri",
          "p-dcs-billing-info",
          "p-dcs-laes",
          "p-dcs-osps",
          "p-dcs-redirect",
          "p-dcs-trace-party-id",
          "p-private-network-indication",
          "relayed-charge",
          "remote-party-id",
          "resource-priority",
          "restoration-info",
          "service-interact-info");

  private static final String CHARGING = "p-charging-";
  private static final String ASSERTED = "p-asserted-identity";

  /** Of a request that came, what tells of its sender and is for this hop alone. */
  public static final List<String> OF_THIS_HOP = List.of("P-Served-User", "P-Called-Party-ID");

  private static final String PRIVACY = "Privacy";

  /** What a message that is kept has to tell of its sender when it is delivered. */
  private static final List<String> TOLD_LATER =
      List.of("P-Asserted-Identity", "P-Asserted-Service", PRIVACY);

  private volatile Peers peers;
  private final Function<SipServletMessage, Origin> origins;

  public Door(Peers peers, SipContainer container) {
    this(peers, container::origin);
  }

  /**
   * @param origins where a message came from
   */
  public Door(Peers peers, Function<SipServletMessage, Origin> origins) {
    this.peers = peers;
    this.origins = origins;
  }

  public Peers peers() {
    return peers;
  }

  /** Others from now on; messages that are being looked at may still be judged by the former. */
  public void use(Peers changed) {
    peers = changed;
  }

  /** What is believed of a message that came. */
  public Believed believe(SipServletMessage message) {
    Origin origin = origins.apply(message);
    return new Believed(message, standing(origin), origin.source());
  }

  private Standing standing(Origin origin) {
    String label = origin.admittedAs();
    Standing admitted = label == null ? null : peers.labelled(label);
    if (admitted != null) {
      return admitted;
    }
    InetAddress source = origin.source();
    return source == null ? Standing.STRANGER : peers.of(source, Certificate.NONE);
  }

  /** Whether the sender may send it: in a dialog also whom this server invited. */
  public boolean lets(SipServletRequest request) {
    Standing sender = standing(origins.apply(request));
    return sender.originates() || (sender.reachable() && !request.isInitial());
  }

  /** What a next hop may see; an address or a host name. */
  public boolean shows(String nextHop) {
    return peers.towards(nextHop).trusted();
  }

  /**
   * Which headers of a message go on to a next hop.
   *
   * @return told of each header by its name
   */
  public Passage passage(SipServletMessage from, String nextHop) {
    Believed sender = believe(from);
    boolean shown = shows(nextHop);
    return new Passage(sender.trusted(), shown, !shown && sender.wantsPrivacy());
  }

  /** What is believed of the sender of a message that is kept for later. */
  public Map<String, String> keep(SipServletMessage message) {
    Passage passage = new Passage(believe(message).trusted(), true, false);
    Map<String, String> kept = new LinkedHashMap<>();
    for (String name : TOLD_LATER) {
      String value = passage.lets(name) ? message.getHeader(name) : null;
      if (value != null) {
        kept.put(name, value);
      }
    }
    return kept;
  }

  /**
   * Which headers of a kept message go on to a next hop: what it would have been shown at once.
   *
   * @param kept its headers, by name
   */
  public Passage passageOfKept(Map<String, String> kept, String nextHop) {
    boolean shown = shows(nextHop);
    return new Passage(true, shown, !shown && Believed.isPrivate(kept.get(PRIVACY)));
  }

  /** What of one message passes. */
  public record Passage(boolean believed, boolean shown, boolean hidesIdentity) {

    public boolean lets(String header) {
      String name = header.toLowerCase(Locale.ROOT);
      if (name.equals(ASSERTED)) {
        return believed && !hidesIdentity;
      }
      return !(name.startsWith(CHARGING) || WITHIN_THE_DOMAIN.contains(name))
          || (believed && shown);
    }
  }
}
