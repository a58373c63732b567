package io.tollgate.bench.calls;

import io.tollgate.bench.measure.MarkdownTable;

/** What of the same work each can do, from the documentation and the behaviour of both. */
final class PeerTable {
  private PeerTable() {}

  static void print() {
    MarkdownTable.header("of this work", "Kamailio 5.6 `ims_charging`", "Tollgate");
    row("asks before INVITE goes on, reports at BYE (SCUR, time)", "yes", "yes");
    row("asks again when the grant runs out", "yes (timer)", "yes (timer and usage)");
    row("more than one rating group a session", "no: voice or video, one", "yes");
    row("messages or octets as units", "no", "yes");
    row("charges a change of the session (re-INVITE, UPDATE)", "no", "yes");
    row("charges by number of participants; conferences", "no", "yes");
    row("events: page-mode messages, one-time debits and refunds", "no", "yes");
    row("offline (Rf) records, alone or beside Ro", "no (Ro only)", "yes");
    row("keeps what the CDF has not acknowledged over a crash", "no", "yes (journal)");
    row("open credit sessions survive a restart", "with a database", "yes (ended and reported)");
    row("Credit-Control-Failure-Handling and failover of a session", "no", "yes");
    row("Final-Unit-Indication", "TERMINATE; redirect URI to the script", "all three actions");
    row("Re-Auth-Request in the middle of a session", "yes", "yes");
    row("topology: caller and callee see each other", "proxy, passes headers on", "B2BUA");
    row("carries and counts MSRP", "relays, does not count", "yes");
  }

  private static void row(String work, String kamailio, String tollgate) {
    MarkdownTable.row(work, kamailio, tollgate);
  }
}
