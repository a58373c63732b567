package io.tollgate.sip.controlling;

import io.tollgate.conference.UserAddress;
import io.tollgate.sip.body.BodyException;
import io.tollgate.sip.body.BodyPart;
import io.tollgate.sip.body.ContentType;
import io.tollgate.sip.body.ListEntry;
import io.tollgate.sip.body.ListLimits;
import io.tollgate.sip.body.Multipart;
import io.tollgate.sip.body.ResourceLists;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.trust.Identities;
import io.tollgate.sip.trust.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/** Whom a REFER is about, and whether to come or to go. */
record ReferTarget(String uri, @Nullable String name, boolean removes) {

  UserAddress address() {
    return UserAddress.of(uri);
  }

  static List<ReferTarget> of(SipServletRequest refer, ListLimits limits) throws BodyException {
    List<String> headers = new ArrayList<>();
    for (String line : HeaderTransparency.all(refer, "Refer-To")) {
      headers.addAll(Quoted.split(line, ','));
    }
    if (headers.size() != 1) {
      // RFC 3515 2.4.2
      throw new BodyException(400, "REFER with " + headers.size() + " Refer-To (expected: 1)");
    }
    String referTo = headers.get(0);
    String uri = referTo.contains("<") ? Identities.uri(referTo) : referTo.strip();
    if (!uri.toLowerCase(Locale.ROOT).startsWith("cid:")) {
      return List.of(of(uri, null));
    }
    List<ReferTarget> targets = new ArrayList<>();
    for (ListEntry entry : new ResourceLists(limits).read(list(refer, uri.substring(4)))) {
      targets.add(of(entry.uri(), entry.displayName()));
    }
    if (targets.isEmpty()) {
      throw new BodyException(400, "REFER with an empty list");
    }
    return targets;
  }

  /** RFC 5368 8: the list that Refer-To points to by its Content-ID. */
  private static byte[] list(SipServletRequest refer, String contentId) throws BodyException {
    byte[] body = Bodies.raw(refer);
    String type = refer.getContentType();
    if (body == null || type == null) {
      throw new BodyException(400, "REFER to a list that is not there");
    }
    List<BodyPart> parts = Multipart.parts(type, refer.getHeader("Content-Disposition"), body);
    for (BodyPart part : parts) {
      boolean meant = parts.size() == 1 || contentId.equals(part.contentId());
      if (meant && part.type().is(ContentType.RESOURCE_LISTS)) {
        return part.bytes();
      }
    }
    throw new BodyException(400, "REFER to a list that is not there: cid:" + contentId);
  }

  private static ReferTarget of(String uri, @Nullable String name) throws BodyException {
    ListedUri listed = ListedUri.of(uri);
    String asked = listed.method() == null ? "INVITE" : listed.method();
    if (!asked.equals("INVITE") && !asked.equals("BYE")) {
      throw new BodyException(400, "REFER with method " + asked + " (expected: INVITE, BYE)");
    }
    if (!uri.matches("(?i)(sips?|tel):.+")) {
      throw new BodyException(400, "REFER to " + uri + " (expected: a sip or tel URI)");
    }
    return new ReferTarget(uri, name, asked.equals("BYE"));
  }
}
