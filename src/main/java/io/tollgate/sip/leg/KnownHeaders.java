package io.tollgate.sip.leg;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Headers that have a meaning (IANA, SIP parameters, header fields). What others say is nobody's
 * but their sender's, and for whoever reads it.
 */
final class KnownHeaders {
  /** Of the network, such as P-Asserted-Identity; who may set them is the door's to say. */
  private static final String PRIVATE = "p-";

  private static final Set<String> NAMES =
      Set.of(
          "a b c d e f i j k l m n o r s t u v x y",
          "accept accept-contact accept-encoding accept-language accept-resource-priority",
          "additional-identity alert-info alert-msg-error allow allow-events answer-mode",
          "attestation-info authentication-info authorization",
          "call-id call-info cellular-network-info contact content-disposition content-encoding",
          "content-language content-length content-type contribution-id conversation-id cseq",
          "date dc-info diversion error-info event expires feature-caps flow-timer from",
          "geolocation geolocation-error geolocation-routing history-info",
          "identity identity-info info-package in-reply-to inreplyto-contribution-id join",
          "max-breadth max-forwards message-context message-expires mime-version min-expires min-se",
          "origination-id organization path permission-missing policy-contact policy-id",
          "priority priority-share priv-answer-mode privacy proxy-authenticate",
          "proxy-authorization proxy-require rack reason reason-phrase record-route recv-info",
          "refer-events-at refer-sub refer-to referred-by reject-contact relayed-charge",
          "remote-party-id replaces reply-to request-disposition require resource-priority",
          "resource-share response-source restoration-info retry-after route rseq",
          "security-client security-server security-verify server service-interact-info",
          "service-route session-expires session-id session-replaces sip-etag sip-if-match",
          "subject subscription-state supported suppress-if-match target-dialog timestamp to",
          "trigger-consent unsupported user-agent user-to-user via warning www-authenticate");

  private static final Set<String> EACH = each();

  private KnownHeaders() {}

  private static Set<String> each() {
    return NAMES.stream()
        .flatMap(line -> Arrays.stream(line.split(" ")))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @param name in lower case
   */
  static boolean contains(String name) {
    return name.startsWith(PRIVATE) || EACH.contains(name);
  }
}
