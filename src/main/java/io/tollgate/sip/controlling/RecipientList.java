package io.tollgate.sip.controlling;

import io.tollgate.conference.Duplicates;
import io.tollgate.conference.Invitation;
import io.tollgate.conference.User;
import io.tollgate.conference.UserAddress;
import io.tollgate.sip.body.BodyException;
import io.tollgate.sip.body.BodyPart;
import io.tollgate.sip.body.ContentType;
import io.tollgate.sip.body.ListEntry;
import io.tollgate.sip.body.ListLimits;
import io.tollgate.sip.body.Multipart;
import io.tollgate.sip.body.ResourceLists;
import io.tollgate.sip.leg.Bodies;
import java.util.ArrayList;
import java.util.List;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The body of an INVITE to the focus: a session description and, perhaps, whom to invite.
 *
 * @param listed whether there was a list, even an empty one
 * @param message the first message of the session, if it comes with the INVITE
 */
record RecipientList(
    @Nullable String sdp, List<ListEntry> entries, boolean listed, @Nullable BodyPart message) {

  private static final String RECIPIENTS = "recipient-list";

  static RecipientList read(SipServletRequest request, ListLimits limits) throws BodyException {
    byte[] body = Bodies.raw(request);
    String type = request.getContentType();
    if (body == null || body.length == 0 || type == null) {
      return new RecipientList(null, List.of(), false, null);
    }
    // SDP and the multipart's own lines come on top of the list.
    if (body.length > limits.bytes() + 65_536) {
      throw new BodyException(413, "body of " + body.length + " bytes");
    }
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new BodyException(415, "Content-Encoding: " + encoding + " (expected: none)");
    }
    String sdp = null;
    List<ListEntry> entries = new ArrayList<>();
    boolean listed = false;
    BodyPart message = null;
    ResourceLists lists = new ResourceLists(limits);
    for (BodyPart part : Multipart.parts(type, request.getHeader("Content-Disposition"), body)) {
      if (part.type().is(ContentType.SDP) && sdp == null) {
        sdp = part.text();
      } else if (part.type().is(ContentType.RESOURCE_LISTS) && !listed && isForUs(part)) {
        entries.addAll(lists.read(part.bytes()));
        listed = true;
      } else if (message == null && isMessage(part)) {
        message = part;
      } else if (!isOptional(part)) {
        throw new BodyException(415, "body part of type " + part.type().value());
      }
    }
    return new RecipientList(sdp, entries, listed, message);
  }

  /** RFC 5366 3: recipient-list is the default disposition of a resource list in an INVITE. */
  private static boolean isForUs(BodyPart part) {
    return part.disposition() == null || part.hasDisposition(RECIPIENTS);
  }

  /** What is said to those who are invited, in the words of whoever invites them. */
  private static boolean isMessage(BodyPart part) {
    return part.type().is("message/cpim") || part.type().value().startsWith("text/");
  }

  private static boolean isOptional(BodyPart part) {
    ContentType disposition = part.disposition();
    return disposition != null && "optional".equals(disposition.parameter("handling"));
  }

  /**
   * Whom to invite.
   *
   * @param self URIs of this conference, which a list may not contain
   */
  List<Invitation> invitations(User initiator, List<UserAddress> self, Duplicates duplicates)
      throws BodyException {
    List<Invitation> invitations = new ArrayList<>();
    for (ListEntry entry : entries) {
      UserAddress address = UserAddress.of(entry.uri());
      boolean own = self.contains(address) || initiator.is(address);
      if (own && duplicates == Duplicates.REFUSE) {
        throw new BodyException(
            400, "resource list names " + entry.uri() + ", which it comes from");
      }
      if (!entry.uri().matches("(?i)(sips?|tel):.+")) {
        throw new BodyException(
            400, "resource list names " + entry.uri() + " (expected: sip, tel)");
      }
      if (!own) {
        invitations.add(new Invitation(entry.uri(), entry.displayName(), initiator.shown()));
      }
    }
    if (listed && invitations.isEmpty()) {
      throw new BodyException(400, "resource list that names nobody to invite");
    }
    return invitations;
  }
}
