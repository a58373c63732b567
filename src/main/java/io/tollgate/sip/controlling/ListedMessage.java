package io.tollgate.sip.controlling;

import io.tollgate.sip.body.BodyException;
import io.tollgate.sip.body.BodyPart;
import io.tollgate.sip.body.ContentType;
import io.tollgate.sip.body.ListEntry;
import io.tollgate.sip.body.ListLimits;
import io.tollgate.sip.body.Multipart;
import io.tollgate.sip.body.MultipartWriter;
import io.tollgate.sip.body.ResourceLists;
import io.tollgate.sip.leg.Bodies;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.servlet.sip.SipServletRequest;

/**
 * The body of a MESSAGE to many (RFC 5365 4): to whom it goes, where it says so, and what goes to
 * them.
 */
record ListedMessage(List<ListEntry> entries, List<BodyPart> content) {

  private static final String RECIPIENTS = "recipient-list";
  private static final String BOUNDARY = "tollgate-";

  ListedMessage {
    entries = List.copyOf(entries);
    content = List.copyOf(content);
  }

  static ListedMessage read(SipServletRequest request, ListLimits limits) throws BodyException {
    byte[] body = Bodies.octets(request);
    String type = request.getContentType();
    if (body.length == 0 || type == null) {
      return new ListedMessage(List.of(), List.of());
    }
    List<ListEntry> entries = new ArrayList<>();
    List<BodyPart> content = new ArrayList<>();
    boolean listed = false;
    for (BodyPart part : Multipart.parts(type, request.getHeader("Content-Disposition"), body)) {
      if (!listed && isRecipientList(part)) {
        entries.addAll(new ResourceLists(limits).read(part.bytes()));
        listed = true;
      } else {
        content.add(part);
      }
    }
    return new ListedMessage(entries, content);
  }

  private static boolean isRecipientList(BodyPart part) {
    return part.type().is(ContentType.RESOURCE_LISTS)
        && (part.disposition() == null || part.hasDisposition(RECIPIENTS));
  }

  /** What each recipient gets: the list is taken out (RFC 5365 7.3). */
  Payload payload() {
    if (content.size() == 1) {
      BodyPart only = content.get(0);
      return new Payload(only.type().header(), only.bytes());
    }
    // Nobody can know it beforehand and put it into a part.
    MultipartWriter writer = new MultipartWriter(BOUNDARY + UUID.randomUUID());
    content.forEach(writer::part);
    return new Payload(writer.contentType(), writer.bytes());
  }

  /** A body of one copy. */
  record Payload(String type, byte[] bytes) {}
}
