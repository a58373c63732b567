package io.tollgate.hostile;

import java.util.List;
import java.util.Map;

/** All that is tried, in the order in which it is. */
final class Groups {
  private Groups() {}

  static List<Group> all() {
    return List.of(
        Group.of("who-pays", WhoPays.attacks())
            .guardedBy(Map.of("sip.peers", "127.0.0.0/8;trusted")),
        Group.of("content", HiddenContent.attacks()),
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
        Group.of("dialogs", Dialogs.attacks()),
        Group.of("msrp", MsrpAttacks.attacks()).guardedBy(Map.of("msrp.bind-time", "1h")),
        Group.of("diameter", DiameterAttacks.attacks())
            .guardedBy(Map.of("diameter.capabilities-timeout", "1min")),
        Group.of("http", HttpAttacks.attacks()),
        Group.of("records", Records.attacks()),
        Group.of("fuzz-other", OtherFuzz.attacks()),
        Group.of("fuzz-sip", SipFuzz.attacks()));
  }
}
