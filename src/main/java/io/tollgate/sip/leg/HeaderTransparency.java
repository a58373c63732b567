package io.tollgate.sip.leg;

import io.tollgate.log.Brief;
import io.tollgate.sip.trust.Door;
import io.tollgate.sip.trust.Identities;
import io.tollgate.sip.trust.Quoted;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.servlet.sip.Address;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Takes headers and body over from one leg to the other: everything that does not belong to the
 * dialog, the transaction or the hop. Feature tags travel in Contact, which is ours on each leg, so
 * its parameters are taken over and its address is not.
 */
public final class HeaderTransparency {
  private static final Logger LOG = LogManager.getLogger(HeaderTransparency.class);

  /** Of a dialog, a hop or a body; session timers are agreed on each leg by itself. */
  private static final Set<String> OWN =
      Set.of(
          "via",
          "v",
          "route",
          "record-route",
          "path",
          "from",
          "f",
          "to",
          "t",
          "call-id",
          "i",
          "cseq",
          "contact",
          "m",
          "max-forwards",
          "content-length",
          "l",
          "content-type",
          "c",
          "session-expires",
          "x",
          "min-se",
          "rseq",
          "rack",
          "timestamp");

  /** What the launcher keeps from the container, which would take a new call for a part of one. */
  private static final Map<String, String> HIDDEN =
      Map.of("tollgate-replaces", "Replaces", "tollgate-join", "Join");

  /**
   * Characters of headers without a meaning in a message that costs nothing: enough for a mark of a
   * vendor's, and no way to talk.
   */
  private static final int MOST_OTHERS = 256;

  /** Parameters of a Contact that describe the binding, not the user agent (RFC 3261 20.10). */
  private static final Set<String> BINDING = Set.of("q", "expires", "tag");

  private final Door door;

  public HeaderTransparency(Door door) {
    this.door = door;
  }

  public Door door() {
    return door;
  }

  /** Headers, feature tags and body. */
  public void copy(SipServletMessage from, SipServletMessage to, String nextHop) {
    headers(from, to, nextHop);
    features(from, to);
    Bodies.copy(from, to);
  }

  public void headers(SipServletMessage from, SipServletMessage to, String nextHop) {
    headers(from, to, nextHop, name -> true);
  }

  /**
   * @param carried says by its name in lower case whether a header is taken over at all
   */
  public void headers(
      SipServletMessage from, SipServletMessage to, String nextHop, Predicate<String> carried) {
    Door.Passage passage = door.passage(from, nextHop);
    int others = 0;
    for (Iterator<String> names = from.getHeaderNames(); names.hasNext(); ) {
      String name = names.next();
      String key = name.toLowerCase(Locale.ROOT);
      if (OWN.contains(key) || !carried.test(key) || !passage.lets(name)) {
        continue;
      }
      boolean known = HIDDEN.containsKey(key) || KnownHeaders.contains(key);
      others += known ? 0 : length(from, name);
      if (known || others <= MOST_OTHERS || isCharged(from)) {
        values(from, to, name, HIDDEN.getOrDefault(key, name));
      } else {
        LOG.debug("header {} is not passed on: too much that has no meaning here", name);
      }
    }
  }

  /** A MESSAGE costs something, whatever is in it. */
  private static boolean isCharged(SipServletMessage message) {
    return message instanceof SipServletRequest && message.getMethod().equals("MESSAGE");
  }

  private static int length(SipServletMessage message, String name) {
    int length = 0;
    for (ListIterator<String> values = message.getHeaders(name); values.hasNext(); ) {
      length += name.length() + values.next().length();
    }
    return length;
  }

  private static void values(
      SipServletMessage from, SipServletMessage to, String name, String shown) {
    boolean first = true;
    for (ListIterator<String> values = from.getHeaders(name); values.hasNext(); ) {
      String value = values.next();
      try {
        if (first) {
          to.setHeader(shown, value);
          first = false;
        } else {
          to.addHeader(shown, value);
        }
      } catch (IllegalArgumentException reserved) {
        // The container's own (JSR 289 4.1.2), or one that it cannot read: nobody's business.
        LOG.debug("header {} is not passed on: {}", name, Brief.of(reserved));
        return;
      }
    }
  }

  /**
   * The feature tags (RFC 3840) and the user part of the other side's Contact. Read from the text:
   * the container's own view decodes the percent-encoding of an ICSI, which then is another value.
   */
  public static void features(SipServletMessage from, SipServletMessage to) {
    features(from, to, name -> true);
  }

  /**
   * The tags of the service only (RFC 3840 9, the global tree): others tell of a device, as {@code
   * +sip.instance} does, and go to nobody but the peer of a session.
   */
  public static void serviceFeatures(SipServletMessage from, SipServletMessage to) {
    features(from, to, name -> name.startsWith("+g."));
  }

  private static void features(
      SipServletMessage from, SipServletMessage to, Predicate<String> taken) {
    String theirs = from.getHeader("Contact");
    Address ours = contact(to);
    if (theirs == null || ours == null) {
      return;
    }
    List<String> parts = Quoted.split(theirs, ';');
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals).trim();
      String key = name.toLowerCase(Locale.ROOT);
      if (!name.isEmpty() && !BINDING.contains(key) && taken.test(key)) {
        ours.setParameter(name, equals < 0 ? "" : part.substring(equals + 1).trim());
      }
    }
    user(theirs, ours);
  }

  private static void user(String theirs, Address ours) {
    String uri = Identities.uri(theirs);
    int at = uri.indexOf('@');
    int colon = uri.indexOf(':');
    if (colon > 0 && at > colon && ours.getURI() instanceof SipURI own) {
      own.setUser(uri.substring(colon + 1, at).replaceFirst(":.*", ""));
    }
  }

  private static @org.jspecify.annotations.Nullable Address contact(SipServletMessage message) {
    try {
      return message.getAddressHeader("Contact");
    } catch (ServletParseException e) {
      return null;
    }
  }

  /** All values of a header, as they came. */
  public static List<String> all(SipServletMessage message, String name) {
    List<String> values = new ArrayList<>(2);
    message.getHeaders(name).forEachRemaining(values::add);
    return values;
  }
}
