package io.tollgate.content;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two documents that clients tell each other what becomes of messages with. Every value in them
 * is of a kind that a sentence does not fit into; extensions and subjects, which it would, make a
 * message of them.
 */
final class Notifications {
  private static final int MAX_DOCUMENT = 2048;
  private static final String COMPOSING = "urn:ietf:params:xml:ns:im-iscomposing";
  private static final String IMDN = "urn:ietf:params:xml:ns:imdn";
  private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
  private static final Set<String> NAMESPACES = Set.of(COMPOSING, IMDN, INSTANCE);

  private static final Pattern INSTANT =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:?\\d\\d)?");
  private static final Pattern PARTY =
      Pattern.compile("<?(sips?|tel|im|pres|mailto|urn):[!-~]{1,160}", Pattern.CASE_INSENSITIVE);

  /** RFC 3994 3. */
  private static final Map<String, Pattern> COMPOSING_VALUES =
      Map.of(
          "state", Pattern.compile("active|idle"),
          "lastactive", INSTANT,
          "refresh", Pattern.compile("\\d{1,5}"),
          "contenttype",
              Pattern.compile(
                  "(text|image|audio|video|application|message|multipart|model)"
                      + "(/[a-z0-9*][a-z0-9.+-]{0,30})?",
                  Pattern.CASE_INSENSITIVE));

  /** RFC 5438 11.1.1. */
  private static final Map<String, Pattern> IMDN_VALUES =
      Map.of(
          "message-id", Pattern.compile("[!-~]{1,128}"),
          "datetime", INSTANT,
          "recipient-uri", PARTY,
          "original-recipient-uri", PARTY);

  private static final Set<String> REPORTS =
      Set.of("delivery-notification", "display-notification", "processing-notification");
  private static final Set<String> STATUSES =
      Set.of("delivered", "displayed", "processed", "stored", "failed", "forbidden", "error");

  private Notifications() {}

  static Nature nature(byte[] document) {
    StrictXml.Element root =
        document.length > MAX_DOCUMENT ? null : StrictXml.parse(document, NAMESPACES);
    if (root == null) {
      return Nature.CONTENT;
    }
    if (root.is(COMPOSING, "isComposing") && isComposing(root)) {
      return Nature.COMPOSING;
    }
    return root.is(IMDN, "imdn") && isDisposition(root) ? Nature.DISPOSITION : Nature.CONTENT;
  }

  private static boolean isComposing(StrictXml.Element root) {
    return root.holdsEachOnce()
        && root.child("state") != null
        && root.children().stream().allMatch(child -> isValue(child, COMPOSING, COMPOSING_VALUES));
  }

  private static boolean isDisposition(StrictXml.Element root) {
    boolean reports = false;
    for (StrictXml.Element child : root.children()) {
      if (REPORTS.contains(child.name())) {
        if (reports || !isReport(child)) {
          return false;
        }
        reports = true;
      } else if (!isValue(child, IMDN, IMDN_VALUES)) {
        return false;
      }
    }
    return reports && root.holdsEachOnce() && root.child("message-id") != null;
  }

  private static boolean isReport(StrictXml.Element report) {
    StrictXml.Element status = only(report);
    StrictXml.Element outcome = status == null || !status.is(IMDN, "status") ? null : only(status);
    return report.is(IMDN, report.name())
        && outcome != null
        && STATUSES.contains(outcome.name())
        && outcome.is(IMDN, outcome.name())
        && outcome.children().isEmpty()
        && outcome.text().isEmpty();
  }

  private static StrictXml.@Nullable Element only(StrictXml.Element parent) {
    return parent.children().size() == 1 ? parent.children().get(0) : null;
  }

  private static boolean isValue(
      StrictXml.Element element, String namespace, Map<String, Pattern> values) {
    Pattern shape = values.get(element.name());
    return shape != null
        && element.is(namespace, element.name())
        && element.children().isEmpty()
        && shape.matcher(element.text()).matches();
  }
}
