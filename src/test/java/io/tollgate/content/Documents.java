package io.tollgate.content;

/** Notifications as real clients write them. */
public final class Documents {
  public static final String COMPOSING =
      "<?xml version='1.0' encoding='UTF-8'?>\r\n"
          + "<isComposing xmlns='urn:ietf:params:xml:ns:im-iscomposing'"
          + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
          + " xsi:schemaLocation='urn:ietf:params:xml:ns:im-composing iscomposing.xsd'>\r\n"
          + "  <state>active</state>\r\n  <lastactive>2026-11-30T10:00:00Z</lastactive>\r\n"
          + "  <contenttype>text/plain</contenttype>\r\n  <refresh>60</refresh>\r\n"
          + "</isComposing>\r\n";

  public static final String IMDN =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<imdn xmlns=\"urn:ietf:params:xml:ns:imdn\">\n"
          + "<message-id>34jk324j</message-id>\n<datetime>2026-11-30T12:16:49-05:00</datetime>\n"
          + "<recipient-uri>sip:bob@example.com</recipient-uri>\n"
          + "<original-recipient-uri>im:bob@example.com;user=phone&amp;x</original-recipient-uri>\n"
          + "<delivery-notification><status><delivered/></status></delivery-notification></imdn>\n";

  private Documents() {}

  public static String wrapped(String document) {
    return "From: Alice <sip:alice@example.com>\r\nTo: <sip:bob@example.com>\r\n"
        + "DateTime: 2026-11-30T10:00:00Z\r\nNS: imdn <urn:ietf:params:imdn>\r\n"
        + "imdn.Message-ID: d834jied93rf\r\nimdn.Disposition-Notification: positive-delivery\r\n"
        + "\r\nContent-Type: "
        + (document.contains("imdn") ? "message/imdn+xml" : "application/im-iscomposing+xml")
        + "\r\nContent-Disposition: notification\r\nContent-Length: "
        + document.length()
        + "\r\n\r\n"
        + document;
  }
}
