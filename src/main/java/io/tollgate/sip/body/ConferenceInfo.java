package io.tollgate.sip.body;

import io.tollgate.conference.Departure;
import io.tollgate.conference.JoiningMethod;
import io.tollgate.conference.ParticipantView;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes conference-info documents (RFC 4575). The number of participants in each is the one of the
 * participant table, which charging records carry too.
 */
public final class ConferenceInfo {

  private final String entity;
  private final @Nullable String subject;

  public ConferenceInfo(String entity, @Nullable String subject) {
    this.entity = entity;
    this.subject = subject;
  }

  /** The whole conference. */
  public String full(long version, int present, Collection<ParticipantView> users) {
    return document("full", version, present, users);
  }

  /** What changed since the document before this one in the same subscription. */
  public String partial(long version, int present, Collection<ParticipantView> changed) {
    return document("partial", version, present, changed);
  }

  /** The conference is over: the last document of a subscription. */
  public String deleted(long version) {
    StringBuilder xml = head("deleted", version);
    return xml.append("</conference-info>\r\n").toString();
  }

  private String document(
      String state, long version, int present, Collection<ParticipantView> users) {
    StringBuilder xml = head(state, version);
    if (state.equals("full") && subject != null) {
      xml.append("<conference-description><subject>");
      escape(xml, subject).append("</subject></conference-description>\r\n");
    }
    xml.append("<conference-state><user-count>").append(present).append("</user-count>");
    xml.append("<active>true</active></conference-state>\r\n");
    xml.append(state.equals("full") ? "<users>\r\n" : "<users state=\"partial\">\r\n");
    users.forEach(user -> append(xml, user));
    return xml.append("</users>\r\n</conference-info>\r\n").toString();
  }

  private StringBuilder head(String state, long version) {
    StringBuilder xml = new StringBuilder(1024);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n");
    xml.append("<conference-info xmlns=\"urn:ietf:params:xml:ns:conference-info\" entity=\"");
    escape(xml, entity).append("\" state=\"").append(state);
    return xml.append("\" version=\"").append(version).append("\">\r\n");
  }

  private static void append(StringBuilder xml, ParticipantView user) {
    xml.append("<user entity=\"");
    escape(xml, user.address().uri()).append("\" state=\"full\">");
    if (user.displayName() != null) {
      xml.append("<display-text>");
      escape(xml, user.displayName()).append("</display-text>");
    }
    xml.append("<endpoint entity=\"");
    escape(xml, user.address().uri()).append("\"><status>").append(status(user));
    xml.append("</status>");
    Departure left = user.left();
    if (user.since() != null) {
      xml.append("<joining-method>").append(method(user.joined())).append("</joining-method>");
      xml.append("<joining-info><when>").append(user.since()).append("</when></joining-info>");
    }
    if (left != null) {
      xml.append("<disconnection-method>").append(method(left)).append("</disconnection-method>");
    }
    xml.append("</endpoint></user>\r\n");
  }

  private static String status(ParticipantView user) {
    return switch (user.state()) {
      case INVITED -> "dialing-out";
      case RINGING -> "alerting";
      case ADMITTING -> user.joined() == JoiningMethod.DIALED_OUT ? "pending" : "dialing-in";
      case CONNECTED -> "connected";
      case HELD -> "on-hold";
      case LEAVING -> "disconnecting";
      case GONE, FAILED -> "disconnected";
    };
  }

  private static String method(JoiningMethod method) {
    return switch (method) {
      case DIALED_IN -> "dialed-in";
      case DIALED_OUT -> "dialed-out";
      case FOCUS_OWNER -> "focus-owner";
    };
  }

  private static String method(Departure departure) {
    return switch (departure) {
      case DEPARTED -> "departed";
      case BOOTED -> "booted";
      case FAILED -> "failed";
      case BUSY -> "busy";
    };
  }

  /** What XML 1.0 cannot hold at all is left out. */
  private static StringBuilder escape(StringBuilder xml, String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append("&quot;");
                case '\'' -> xml.append("&apos;");
                default -> {
                  if (c >= ' ' && c < 0xD800 || c >= 0xE000 && c <= 0xFFFD || c > 0xFFFF) {
                    xml.appendCodePoint(c);
                  }
                }
              }
            });
    return xml;
  }
}
