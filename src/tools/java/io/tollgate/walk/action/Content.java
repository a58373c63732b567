package io.tollgate.walk.action;

import java.util.Locale;

/** What a message may hold, and whether that is a message at all. */
enum Content {
  TEXT("text/plain", "hello", true),
  LONG("text/plain", "what takes many words ".repeat(40), true),
  EMPTY("text/plain", "", false),
  HEARTBEAT("text/x-msrp-heartbeat", "HEARTBEAT", false),
  COMPOSING("application/im-iscomposing+xml", Documents.COMPOSING, false),
  IMDN("message/imdn+xml", Documents.IMDN, false),
  CPIM("message/cpim", Documents.cpim("text/plain", "hello"), true),
  CPIMDN("message/cpim", Documents.cpim("message/imdn+xml", Documents.IMDN), false);

  private final String type;
  private final String body;
  private final boolean message;

  Content(String type, String body, boolean message) {
    this.type = type;
    this.body = body;
    this.message = message;
  }

  static Content of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String type() {
    return type;
  }

  String body() {
    return body;
  }

  /** Whether it costs anything. */
  boolean isMessage() {
    return message;
  }

  private static final class Documents {
    private static final String COMPOSING =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<isComposing xmlns=\"urn:ietf:params:xml:ns:im-iscomposing\">"
            + "<state>active</state><contenttype>text/plain</contenttype></isComposing>";

    private static final String IMDN =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<imdn xmlns=\"urn:ietf:params:xml:ns:imdn\"><message-id>1234</message-id>"
            + "<datetime>2026-01-01T00:00:00Z</datetime>"
            + "<delivery-notification><status><delivered/></status></delivery-notification></imdn>";

    private static String cpim(String type, String content) {
      return "From: <sip:anonymous@anonymous.invalid>\r\n"
          + "To: <sip:anonymous@anonymous.invalid>\r\n"
          + "DateTime: 2026-01-01T00:00:00Z\r\n"
          + "NS: imdn <urn:ietf:params:imdn>\r\nimdn.Message-ID: 1234\r\n\r\n"
          + "Content-Type: "
          + type
          + "\r\n"
          + (type.equals("text/plain") ? "" : "Content-Disposition: notification\r\n")
          + "\r\n"
          + content;
    }
  }
}
