package io.tollgate.sip.farewell;

import io.tollgate.sip.leg.DialogState;
import java.util.List;

/** Dialogs that a server had, before it died. */
final class Dialogs {

  private Dialogs() {}

  static DialogState with(String target, String... routes) {
    return new DialogState(
        "a84b4c76e66710",
        "icid-1",
        "<sip:im@example.com>;tag=ours",
        "\"Bob\" <sip:bob@example.com>;tag=his",
        3,
        7,
        List.of(routes),
        target,
        "sip:10.0.0.1:5060",
        "udp");
  }
}
