package io.tollgate.sip.controlling;

import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.Outbound;
import io.tollgate.sip.trust.ChargingVector;
import io.tollgate.sip.trust.Door;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.util.List;
import javax.servlet.sip.Address;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletRequest;

/**
 * Copies of a MESSAGE that goes to many (RFC 5365 7.3): the sender's From and words, a To and a
 * Call-ID of their own, the same ICID (RFC 7315 4.6).
 */
final class MessageCopies {

  /** Of the MESSAGE that came, what belongs to that hop or to its body alone. */
  private static final List<String> NOT_THEIRS =
      List.of(
          "Require",
          "Proxy-Require",
          "Content-Disposition",
          "MIME-Version",
          "Authorization",
          "Proxy-Authorization");

  private final FocusContext context;
  private final SipServletRequest original;
  private final ListedMessage.Payload payload;
  private final ChargingVector vector;

  MessageCopies(
      FocusContext context,
      SipServletRequest original,
      ListedMessage.Payload payload,
      ChargingVector vector) {
    this.context = context;
    this.original = original;
    this.payload = payload;
    this.vector = vector;
  }

  SipServletRequest to(String listed) throws ServletParseException {
    String recipient = ListedUri.of(listed).target();
    Address from = (Address) original.getFrom().clone();
    from.removeParameter("tag");
    SipServletRequest copy =
        context
            .factory()
            .createRequest(
                original.getApplicationSession(),
                "MESSAGE",
                from,
                context.factory().createAddress(Outbound.address(recipient)));
    // Of the To, the container takes over what may stand in one (RFC 3261 19.1.1).
    copy.setRequestURI(context.factory().createURI(recipient));
    String nextHop = context.routing().start(copy);
    HeaderTransparency headers = context.legs().headers();
    headers.headers(original, copy, nextHop);
    NOT_THEIRS.forEach(copy::removeHeader);
    Door.OF_THIS_HOP.forEach(copy::removeHeader);
    if (headers.door().shows(nextHop)) {
      copy.setHeader(ChargingVector.HEADER, vector.header());
    }
    copy.setMaxForwards(original.getMaxForwards() - 1);
    try {
      copy.setContent(payload.bytes(), payload.type());
    } catch (UnsupportedEncodingException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }
}
