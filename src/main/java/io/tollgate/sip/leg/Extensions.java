package io.tollgate.sip.leg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.servlet.sip.SipServletRequest;

/**
 * Option tags that may be required of a back-to-back user agent: those that it serves itself and
 * those that survive being passed on. Anything else gets 420 (RFC 3261 8.2.2.3).
 */
public final class Extensions {
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "100rel",
          "199",
          "answermode",
          "early-session",
          "eventlist",
          "explicitsub",
          "from-change",
          "geolocation-http",
          "geolocation-sip",
          "gin",
          "gruu",
          "histinfo",
          "ice",
          "join",
          "multiple-refer",
          "norefersub",
          "nosub",
          "outbound",
          "path",
          "policy",
          "precondition",
          "pref",
          "privacy",
          "recipient-list-invite",
          "recipient-list-message",
          "recipient-list-subscribe",
          "replaces",
          "resource-priority",
          "sdp-anat",
          "sec-agree",
          "tdialog",
          "timer",
          "trickle-ice",
          "uui");

  private Extensions() {}

  /** What the request requires and nobody here understands. */
  public static List<String> unsupported(SipServletRequest request) {
    List<String> unsupported = new ArrayList<>(0);
    for (String value : HeaderTransparency.all(request, "Require")) {
      for (String tag : value.split(",", -1)) {
        String option = tag.trim();
        if (!option.isEmpty() && !UNDERSTOOD.contains(option.toLowerCase(Locale.ROOT))) {
          unsupported.add(option);
        }
      }
    }
    return unsupported;
  }
}
