package io.tollgate.launcher;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import java.text.ParseException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Response;

/**
 * Refuses a request that lacks a header it must have, or whose CSeq names another method, with 400
 * and the reason (RFC 3261 21.4.1), or whose topmost Via names a transport that is not spoken here;
 * the container would log an error and answer 500. What RFC 2543 let a sender leave out is put in.
 */
public final class RequiredHeadersValve extends RequestValve {
  private static final int DEFAULT_HOPS = 70;
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

  /** They say where a dialog's further requests go (RFC 3261 12.1.1, RFC 6665 4.1.1). */
  private static final Set<String> IN_DIALOGS =
      Set.of("INVITE", "UPDATE", "SUBSCRIBE", "NOTIFY", "REFER");

  private static final Set<String> TRANSPORTS = Set.of("UDP", "TCP", "TLS");

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    String transport = String.valueOf(request.getTopmostVia().getTransport());
    if (!TRANSPORTS.contains(transport.toUpperCase(Locale.ROOT))) {
      // The container has no listening point for it, and fails where an answer needs one.
      return refuse(request, channel, Response.BAD_REQUEST, "Via with an unknown transport");
    }
    try {
      complete(request);
      request.checkHeaders();
      checkAddresses(request);
      Targeting.hide(request);
      return true;
    } catch (ParseException | InvalidArgumentException e) {
      return refuse(request, channel, Response.BAD_REQUEST, String.valueOf(e.getMessage()).strip());
    }
  }

  /**
   * A Contact that is no SIP URI leads nowhere (RFC 3261 8.1.1.8, 12.1.1): the answer is as good as
   * one without, and no request of ours is made from it.
   */
  @Override
  public boolean processResponse(Response response, MessageChannel channel) {
    if (response instanceof SIPResponse answer
        && answer.getStatusCode() / 100 <= 2
        && answer.getContactHeaders() != null
        && answer.getContactHeaders().stream().anyMatch(contact -> !isSip(contact))) {
      answer.removeHeader(ContactHeader.NAME);
    }
    return true;
  }

  private static boolean isSip(Contact contact) {
    return !contact.isWildCard() && contact.getAddress().getURI() instanceof SipURI;
  }

  private static void complete(SIPRequest request) throws InvalidArgumentException {
    if (request.getMaxForwards() == null) {
      // RFC 3261 16.6 item 3: one without is as good as one with 70.
      request.setHeader(new MaxForwards(DEFAULT_HOPS));
    }
    if (request.getMethod().equals("INVITE")
        && request.getContactHeader() == null
        && isOfRfc2543(request)) {
      // Without a Contact, RFC 2543 sent the dialog's further requests to the From address.
      Contact contact = new Contact();
      contact.setAddress(request.getFrom().getAddress());
      request.setHeader(contact);
    }
  }

  /** The container looks at them when it makes a request of ours from them, and fails then. */
  private static void checkAddresses(SIPRequest request) throws ParseException {
    checkScheme("Request-URI", request.getRequestURI());
    checkScheme("From", request.getFrom().getAddress().getURI());
    checkScheme("To", request.getTo().getAddress().getURI());
    if (request.getContactHeaders() != null) {
      for (Contact contact : request.getContactHeaders()) {
        if (!contact.isWildCard()) {
          checkScheme("Contact", contact.getAddress().getURI());
        }
        if (IN_DIALOGS.contains(request.getMethod()) && !isSip(contact)) {
          throw new ParseException("Contact that is no SIP URI (RFC 3261 8.1.1.8)", 0);
        }
      }
    }
  }

  private static void checkScheme(String where, URI uri) throws ParseException {
    String scheme = String.valueOf(uri.getScheme());
    if (!SCHEME.matcher(scheme).matches()) {
      throw new ParseException(where + " without a scheme that is one (RFC 3261 25.1)", 0);
    }
  }

  private static boolean isOfRfc2543(SIPRequest request) {
    String branch = request.getTopmostVia().getBranch();
    return branch == null
        || !branch.regionMatches(
            true, 0, LateAcceptances.COOKIE, 0, LateAcceptances.COOKIE.length());
  }
}
