package io.tollgate.log;

import java.util.List;
import java.util.regex.Pattern;

/** Whether a line of the log tells what none may: an identity, content or a secret. */
final class Disclosures {
  private static final List<Pattern> NEVER =
      List.of(
          // A user whom nobody masked, as it is or with escapes; sip:al***@host is masked.
          Pattern.compile("(?i)\\b(sips?|im|pres|xmpp|mailto):[^@\\s<>*;,\\]]+@[\\w\\[]"),
          Pattern.compile("(?i)\\btel:\\+?[0-9.()-]{6,}"),
          // Messages, bodies and documents as they are on the wire.
          Pattern.compile("(?i)\\b(content-type|p-asserted-identity|content-length): ?\\S"),
          Pattern.compile("(^|[\\r\\n ])(v=0|o=\\S+ \\d+ \\d+ IN)[\\r\\n ]"),
          Pattern.compile("<\\?xml|<resource-lists|-------[A-Za-z0-9]{4,}[$+#]"),
          // What the tests use as content and as passwords.
          Pattern.compile("markeduser|marked ?content|markedsecret|changeit|0123456789"),
          Pattern.compile("still here|let me in|hello again|over the border"));

  private Disclosures() {}

  static boolean isIn(String line) {
    return NEVER.stream().anyMatch(each -> each.matcher(line).find());
  }
}
