package io.tollgate.crash;

import io.tollgate.harness.SipText;
import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Short calls by SIPp, a steady stream of them, whether the server is there or not. */
final class SipLoad implements AutoCloseable {

  private static final int RATE = 15;

  private final SippRun callee;
  private final SippRun caller;
  private final String user;

  SipLoad(int sipPort, int round, int seconds) {
    user = "alice" + round;
    Duration limit = Duration.ofSeconds(seconds + 30L);
    callee =
        party("callee", "bob" + round)
            .option("-set", "answer_after", "20")
            .calls(100_000)
            .limit(limit)
            .start();
    caller =
        party("N1-caller", user)
            .to(sipPort)
            .key("target", "sip:bob" + round + "@127.0.0.1:" + callee.port())
            .key("icid", "crash-" + round)
            .option("-set", "talk", "700")
            .option("-recv_timeout", "5000")
            .rate(RATE)
            .calls(RATE * seconds)
            .limit(limit)
            .start();
  }

  private static SippRunner party(String scenario, String user) {
    return SippRunner.scenario(scenario)
        .key("user", user)
        .key("domain", "example.com")
        .key("contact_params", ";+g.oma.sip-im")
        .key("msrp_port", 9)
        .key("msrp_path", "msrp://127.0.0.1:9/" + user + ";tcp")
        .key("msrp_setup", "active");
  }

  /** Waits for the last call to end, well or not. */
  List<SeenCall> calls() {
    caller.awaitExit();
    Set<String> ended = new HashSet<>();
    Set<String> answered = new HashSet<>();
    for (SipText response : caller.received("SIP/2.0 200")) {
      String call = response.header("Call-ID");
      String request = response.header("CSeq");
      if (request.endsWith("INVITE")) {
        answered.add(call);
      } else if (request.endsWith("BYE")) {
        ended.add(call);
      }
    }
    List<SeenCall> seen = new ArrayList<>();
    answered.forEach(call -> seen.add(new SeenCall(call, user, ended.contains(call), 0, 0)));
    return seen;
  }

  @Override
  public void close() {
    caller.close();
    callee.close();
  }
}
