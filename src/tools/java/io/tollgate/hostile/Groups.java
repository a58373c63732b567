package io.tollgate.hostile;

import io.tollgate.content.Nature;
import io.tollgate.launcher.HeadLimitsValve;
import io.tollgate.launcher.RequiredHeadersValve;
import java.util.List;
import java.util.Map;

/** All that is tried, in the order in which it is. */
final class Groups {
  private Groups() {}

  static boolean isName(String word) {
    return all().stream().anyMatch(group -> group.name().equals(word));
  }

  static List<Group> all() {
    return List.of(
        Group.of("who-pays", WhoPays.attacks())
            .guardedBy(Map.of("sip.peers", "127.0.0.0/8;trusted")),
        Group.of("content", HiddenContent.attacks()).guardedIn(Nature.class, "isFree", true),
        Group.of("strangers", Strangers.attacks())
            .guardedBy(Map.of("sip.peers", "127.0.0.0/8;trusted")),
        Group.of("reflections", Reflections.attacks())
            .guardedBy(Map.of("sip.peers", "127.0.0.0/8;trusted")),
        Group.of("hoarders", Hoarders.attacks())
            .guardedBy(
                Map.of(
                    "container.sip-connections",
                    "100000",
                    "container.sip-connections-per-source",
                    "100000",
                    "sip.peers",
                    "127.0.0.0/8;trusted")),
        Group.of("oversized", Oversized.attacks())
            .guardedBy(
                Map.of(
                    "headers.max-call-id", "65535",
                    "headers.max-headers", "10000",
                    "headers.max-head", "1048576")),
        Group.of("dialogs", Dialogs.attacks())
            .guardedBy(Map.of("sip.peers", "127.0.0.0/8;trusted")),
        Group.of("msrp", MsrpAttacks.attacks()).guardedBy(Map.of("msrp.bind-time", "1h")),
        Group.of("diameter", DiameterAttacks.attacks())
            .guardedBy(Map.of("diameter.capabilities-timeout", "1min")),
        Group.of("http", HttpAttacks.attacks())
            .guardedIn("io.tollgate.launcher.FairShare", "enter", true),
        Group.of("records", Records.attacks())
            .guardedBy(Map.of("sip.peers", "127.0.0.0/8;trusted")),
        Group.of("fuzz-other", OtherFuzz.attacks())
            .guardedIn(HeadLimitsValve.class, "processRequest", true),
        Group.of("fuzz-sip", SipFuzz.attacks())
            .guardedIn(RequiredHeadersValve.class, "processRequest", true));
  }
}
