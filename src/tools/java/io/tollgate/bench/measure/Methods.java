package io.tollgate.bench.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How each part measures, for the page of results, in the order of that page. */
final class Methods {
  private static final Map<String, String> METHODS = new LinkedHashMap<>();

  static {
    METHODS.put(
        "signalling",
        """
Short calls (INVITE, 200, ACK, 200 ms, BYE) by SIPp over UDP through each server in turn; each
is a JVM of its own with the options of the distribution, warmed before the first round.
Rounds at a fixed rate come first (set-up time, CPU time); what was measured while the
hypervisor took more than 2.5 % of the cores away is measured again, three times at most.
Then come rounds in which the highest rate at which every call succeeds and nobody
retransmits is looked for in steps of 4 %. A trial that is not clean is made once more, for
every variant alike. The CDF and the OCS say yes to everything at next to no cost, for they
run on the same cores: what is measured is the server, not them. SIPp against SIPp is what the
load generators can do without a server, and a small B2BUA in plain Java what a JVM can. A rate
is sustained when it is clean for 45 s, longer than transactions last.\
""");
    METHODS.put(
        "profile",
        """
Where the CPU time of a call goes: system calls, collector and compilers as the kernel counts
them for threads and process, the rest as the samples of a flight recording share it out. A
sample is of the topmost frame that a part is known for. The recording's own cost is in it.\
""");
    METHODS.put(
        "ledger",
        """
Calls charged with Rf and Ro at a fixed rate, with the history that is kept of them and without,
turn by turn.\
""");
    METHODS.put(
        "walk",
        "Random walks of `deploy/flows --walk --brief`, played and judged; how many a minute.");
    METHODS.put(
        "quick",
        """
The guard: a few rounds of `signalling` at its fixed rate in less than six minutes, ratios alone,
against those that are stored.\
""");
    METHODS.put(
        "peer",
        """
The same calls, charged online to the same OCS (the lab's), through Tollgate and through
Kamailio 5.6 with `ims_charging` (a transaction-stateful proxy in C), turn by turn at one rate:
CPU time of all processes of each, for each call. Tollgate is warmed as for `signalling`;
Kamailio, which compiles nothing, by 500 calls. It is a process of its own with several
children, whose time counts.\
""");
    METHODS.put(
        "scale",
        """
Calls that stay open, set up by SIPp, held by a bare B2BUA servlet, by Tollgate without charging
and by Tollgate with Rf and Ro against the lab, each in a JVM of its own that was warmed by
1,250 calls; and conferences whose participants dialled in. All are up at once and are given
calls in turn; session timers (RFC 4028) are set, but longer than the run, as SIPp answers no
refresh. Once transactions are over: the heap
that is reachable after collections and the resident memory, less those of the warm and empty
server, for each call or participant, and the CPU time while nothing happens. A ratio is the
median of the sizes, with the least and the greatest size's.\
""");
    METHODS.put(
        "soak",
        """
Mixed load for some minutes: short calls by SIPp, chats over MSRP, calls whose session changes,
conferences; every few seconds a fault at CDF or OCS (delays, lost answers, refusals, cut
connections, a restart of both). The first quarter is not counted; after it nothing may grow
along the median slope of all pairs of samples, and after the load every gauge of what is
under way must come back to zero. All of the heap is resident from the start, so that resident
memory tells of the rest.\
""");
    METHODS.put(
        "calls",
        "100,000 short calls, after which every gauge of what is under way must be back at zero,"
            + " and the heap where it was.");
    METHODS.put("diameter", "ACRs to a peer in another process, beside a plain NIO client.");
    METHODS.put("charging", "JMH: what charging costs for each message and each join.");
    METHODS.put(
        "msrp",
        """
Messages that were delivered a second, turn by turn in each round after all were warm: through
the relay on 8 connections, through the switch to 50 receivers (at 2 KB also with one of them
stuck), through a plain Netty copy of octets and through Kamailio 5.6 as an MSRP relay (up to 2
KB; it takes no frames beyond 10).
Then how long a message of 200 octets takes at 10,000 a second, less what it takes through the
copy. All in one process with their senders and receivers, but for Kamailio.\
""");
    METHODS.put(
        "journal", "Durable appends beside a plain append-only file; set-up with charging.");
    METHODS.put("conference", "What one more join costs in conferences of 5, 50 and 500.");
    METHODS.put("fuzz", "Inputs that are nearly MSRP, whole and cut anywhere.");
  }

  private Methods() {}

  static List<String> order() {
    return List.copyOf(METHODS.keySet());
  }

  static String of(String part) {
    return METHODS.getOrDefault(part, "").replace("\n", " ");
  }
}
