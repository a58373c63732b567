package io.tollgate.sip.trust;

import io.tollgate.charging.record.Access;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.PeerHints;
import io.tollgate.trust.Standing;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.servlet.sip.Address;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;
import org.jspecify.annotations.Nullable;

/** A message, as far as its sender is believed. */
public final class Believed {
  private static final String ASSERTED_IDENTITY = "P-Asserted-Identity";
  private static final String ASSERTED_SERVICE = "P-Asserted-Service";
  private static final String PREFERRED_SERVICE = "P-Preferred-Service";
  private static final String SERVED_USER = "P-Served-User";
  private static final String CALLED_PARTY = "P-Called-Party-ID";
  private static final String ACCESS_NETWORK = "P-Access-Network-Info";
  private static final String CELLULAR_NETWORK = "Cellular-Network-Info";
  private static final String VISITED_NETWORK = "P-Visited-Network-ID";
  private static final String INSTANCE = "+sip.instance=";
  private static final int LONGEST_VALUE = 512;
  private static final String UNKNOWN = "sip:unknown@unknown.invalid";

  private final SipServletMessage message;
  private final Standing standing;
  private final @Nullable InetAddress source;

  Believed(SipServletMessage message, Standing standing, @Nullable InetAddress source) {
    this.message = message;
    this.standing = standing;
    this.source = source;
  }

  /**
   * The container hides a header that its parser does not like: an ICID with an '@' in it that is
   * not quoted, or more than one access network (RFC 7315 4.4). It is kept as an attribute.
   *
   * @param hidden finds it
   */
  public static void recover(
      SipServletRequest request, BiFunction<SipServletMessage, String, @Nullable String> hidden) {
    for (String name : List.of(ChargingVector.HEADER, ACCESS_NETWORK, VISITED_NETWORK)) {
      String found = request.getHeader(name) == null ? hidden.apply(request, name) : null;
      if (found != null) {
        request.setAttribute(name, found);
      }
    }
  }

  public boolean trusted() {
    return standing.trusted();
  }

  /** The identities that the network vouches for; empty where nobody is vouched for. */
  public List<String> asserted() {
    return trusted() ? Identities.uris(all(ASSERTED_IDENTITY)) : List.of();
  }

  /**
   * Who sent it: the asserted identities, or From where a trusted peer asserts none. Somebody else
   * is who the operator says, or the address, whatever is written. Never empty.
   */
  public List<String> identities() {
    List<String> asserted = asserted();
    if (!asserted.isEmpty()) {
      return asserted;
    }
    return List.of(trusted() ? from() : own());
  }

  /** The sender's own name, for charging and in conferences where the sender is not believed. */
  private String own() {
    if (!standing.identity().isEmpty()) {
      return standing.identity();
    }
    InetAddress address = source;
    if (address == null) {
      return UNKNOWN;
    }
    String host = address.getHostAddress();
    return "sip:" + (address instanceof Inet6Address ? "[" + host + "]" : host);
  }

  public String callId() {
    return message.getCallId();
  }

  /** What stands in From, which proves nothing. */
  public String from() {
    return Identities.bare(message.getFrom().getURI().toString());
  }

  public @Nullable String displayName() {
    return message.getFrom().getDisplayName();
  }

  /** The user that is served here, who pays (RFC 5502). */
  public @Nullable String servedUser() {
    return uriOf(SERVED_USER);
  }

  /** The user that was called before the identity was replaced by a Contact (RFC 7315 5.2). */
  public @Nullable String calledParty() {
    return uriOf(CALLED_PARTY);
  }

  private @Nullable String uriOf(String header) {
    String value = trusted() ? message.getHeader(header) : null;
    String uri = value == null ? "" : Identities.uri(value);
    return uri.isEmpty() ? null : uri;
  }

  /** Whose half of the session is served, where the sender may say so (TS 24.229 5.7.1.1). */
  public Optional<NodeRole> sessionCase() {
    if (!trusted()) {
      return Optional.empty();
    }
    String served = message.getHeader(SERVED_USER);
    if (served != null) {
      String lower = Identities.parameters(served).toLowerCase(Locale.ROOT).replace(" ", "");
      if (lower.contains("sescase=term")) {
        return Optional.of(NodeRole.TERMINATING);
      }
      if (lower.contains("sescase=orig")) {
        return Optional.of(NodeRole.ORIGINATING);
      }
    }
    Address route = message instanceof SipServletRequest request ? request.getPoppedRoute() : null;
    if (route == null) {
      return Optional.empty();
    }
    boolean orig = route.getURI() instanceof SipURI uri && uri.getParameter("orig") != null;
    return Optional.of(orig ? NodeRole.ORIGINATING : NodeRole.TERMINATING);
  }

  /** The services that the network, or else the user agent, says it is (RFC 6050). */
  public List<String> services() {
    List<String> services = trusted() ? all(ASSERTED_SERVICE) : new ArrayList<>();
    services.addAll(all(PREFERRED_SERVICE));
    return services;
  }

  /** The vector of a session; null where none came that may be believed. */
  public @Nullable ChargingVector vector() {
    if (!trusted()) {
      return null;
    }
    return message instanceof SipServletRequest request
        ? ChargingVector.of(request)
        : ChargingVector.parse(message.getHeader(ChargingVector.HEADER));
  }

  /** How the user came to the network, where the network says it; null where it does not. */
  public @Nullable Access access() {
    if (!trusted()) {
      return null;
    }
    String uri =
        message instanceof SipServletRequest request ? request.getRequestURI().toString() : "";
    Access access =
        new Access(
            bounded(written(ACCESS_NETWORK)),
            bounded(message.getHeader(CELLULAR_NETWORK)),
            visited(),
            bounded(instance()),
            numberParameter(uri, "rn"),
            numberParameter(uri, "cic"));
    return access.equals(Access.NONE) ? null : access;
  }

  /** The network itself, without parameters (RFC 7315 5.3). */
  private @Nullable String visited() {
    String header = written(VISITED_NETWORK);
    String first = header == null ? null : Quoted.split(header, ',').get(0);
    return bounded(first == null ? null : Quoted.strip(Quoted.split(first, ';').get(0)));
  }

  /** Also where the container hides it. */
  private @Nullable String written(String name) {
    String header = message.getHeader(name);
    return header == null
            && message instanceof SipServletRequest request
            && request.getAttribute(name) instanceof String hidden
        ? hidden
        : header;
  }

  private @Nullable String instance() {
    String contact = message.getHeader("Contact");
    if (contact != null) {
      for (String part : Quoted.split(contact, ';')) {
        if (part.toLowerCase(Locale.ROOT).startsWith(INSTANCE)) {
          return Quoted.strip(part.substring(INSTANCE.length()).trim()).replaceAll("[<>]", "");
        }
      }
    }
    return null;
  }

  /** A parameter of a number, in a tel URI or in the user part of a SIP URI (RFC 4694). */
  private static @Nullable String numberParameter(String uri, String name) {
    int at = uri.indexOf('@');
    String number = uri.startsWith("tel:") ? uri : at < 0 ? "" : uri.substring(0, at);
    for (String part : Quoted.split(number, ';')) {
      if (part.toLowerCase(Locale.ROOT).startsWith(name + "=")) {
        return bounded(part.substring(name.length() + 1));
      }
    }
    return null;
  }

  /** Records are kept, and cost by their length. */
  private static @Nullable String bounded(@Nullable String value) {
    return value == null || value.isEmpty() || value.length() > LONGEST_VALUE ? null : value;
  }

  public PeerHints chargingFunctions() {
    return ChargingFunctionAddresses.parse(
        trusted() ? message.getHeader(ChargingFunctionAddresses.HEADER) : null);
  }

  /** The way that the request is to take, where its sender may say so. */
  public List<Address> routes() throws ServletParseException {
    List<Address> routes = new ArrayList<>();
    if (trusted()) {
      for (ListIterator<Address> all = message.getAddressHeaders("Route"); all.hasNext(); ) {
        routes.add(all.next());
      }
    }
    return routes;
  }

  /** Whether the sender wants the identity withheld from those who are not trusted (RFC 3323). */
  public boolean wantsPrivacy() {
    return isPrivate(message.getHeader("Privacy"));
  }

  static boolean isPrivate(@Nullable String privacy) {
    return privacy != null
        && privacy.toLowerCase(Locale.ROOT).matches(".*\\b(id|user|header)\\b.*");
  }

  private List<String> all(String name) {
    List<String> values = new ArrayList<>(2);
    message.getHeaders(name).forEachRemaining(values::add);
    return values;
  }
}
