package io.tollgate.charging.flow;

import static io.tollgate.charging.flow.Charging.OFF;
import static io.tollgate.charging.flow.Charging.OFFLINE;
import static io.tollgate.charging.flow.Charging.ONLINE;
import static io.tollgate.charging.flow.Procedure.*;
import static io.tollgate.charging.flow.Step.*;
import static io.tollgate.charging.record.ServiceProfile.CPM;
import static io.tollgate.charging.record.ServiceProfile.IM;

import io.tollgate.charging.record.ServiceProfile;
import java.util.ArrayList;
import java.util.List;

/**
 * The flows as the figures draw them. A line reads from left to right like its figure: what the
 * server does, in which order. Nothing else in the code decides order.
 *
 * <p>F1 to F10 are figures of the OMA charging specifications for SIMPLE IM and CPM; where two of
 * them disagree, the lines below disagree too (F2 against F8). N1 to N12 are drawn nowhere: they
 * follow TS 32.260 5.2 and 5.3 and RFC 8506 5.
 *
 * <p>BYE is answered at once in all of them (F4 leaves its 200 OK free), so ANSWER_ORIGINATOR does
 * not appear in LEAVE and END.
 */
final class StandardFlows {

  private StandardFlows() {}

  // spotless:off
  static List<Flow> offline(ServiceProfile profile) {
    Sheet ch1 = new Sheet(profile, OFFLINE);

    // SIP 200 OK or BYE received, then the record.
    ch1.flow(profile == IM ? "F1" : "F7", JOIN, CHARGE_OFFLINE);
    ch1.flow(profile == IM ? "F1" : "F7", LEAVE, CHARGE_OFFLINE);
    ch1.flow(
        profile == IM ? "F1" : "F7", DIAL_IN_JOIN, ANSWER_ORIGINATOR, AWAIT_ACK, CHARGE_OFFLINE);

    // Re-INVITE: IM charges on receipt, CPM once a recipient has accepted.
    if (profile == IM) {
      ch1.flow("F2", MODIFY, CHARGE_OFFLINE, ANSWER_ORIGINATOR, FORWARD);
      ch1.flow("F2", MODIFICATION_CORRECTED, CHARGE_OFFLINE);
    } else {
      ch1.flow("F8", MODIFY, FORWARD, AWAIT_FIRST_ACCEPTANCE, CHARGE_OFFLINE, ANSWER_ORIGINATOR);
      ch1.flow("F8", MODIFICATION_CORRECTED);
    }

    // C14: the answer to a refresh is the other party's own.
    ch1.flow(
        profile == IM ? "F2" : "F8", REFRESH, FORWARD, AWAIT_FIRST_ACCEPTANCE, ANSWER_ORIGINATOR);

    // MSRP SEND: 200 OK, forward, and only then perhaps a record.
    ch1.flow("F3", MESSAGE, ANSWER_ORIGINATOR, FORWARD, CHARGE_OFFLINE);
    ch1.flow("F4", END, CHARGE_OFFLINE);
    ch1.flow("F4", RELEASE, CHARGE_OFFLINE);

    // The START is durable before anybody is told that the session is up: nothing answered is lost.
    ch1.flow(
        "N1",
        INITIATE_ONE_TO_ONE,
        FORWARD,
        AWAIT_FIRST_ACCEPTANCE,
        CHARGE_OFFLINE,
        ANSWER_ORIGINATOR);
    ch1.flow(
        "N2", INITIATE_GROUP, FORWARD, AWAIT_FIRST_ACCEPTANCE, CHARGE_OFFLINE, ANSWER_ORIGINATOR);
    ch1.flow(
        "N4", PAGE_MESSAGE, FORWARD, AWAIT_FIRST_ACCEPTANCE, CHARGE_OFFLINE, ANSWER_ORIGINATOR);
    // RFC 5365: accepted with 202 before it is copied; the record tells how many got it.
    ch1.flow(
        "N4",
        PAGE_MESSAGE_TO_MANY,
        ANSWER_ORIGINATOR,
        FORWARD,
        AWAIT_FIRST_ACCEPTANCE,
        CHARGE_OFFLINE);
    ch1.flow("N4", PAGE_MESSAGE_FAILED, CHARGE_OFFLINE);
    ch1.flow("N4", PAGE_MESSAGE_DENIED, CHARGE_OFFLINE);
    // One EVENT when the transfer ends, instead of START and STOP.
    ch1.flow("N5", LARGE_MESSAGE, FORWARD, AWAIT_FIRST_ACCEPTANCE, ANSWER_ORIGINATOR);
    ch1.flow("N7", DEFERRED_SUBMISSION, ANSWER_ORIGINATOR, CHARGE_OFFLINE);
    ch1.flow("N7", DEFERRED_RETRIEVAL, FORWARD, CHARGE_OFFLINE);
    ch1.flow("N7", DEFERRED_RETRIEVAL_CHARGED, FORWARD, CHARGE_OFFLINE);
    ch1.flow("N7", DEFERRED_EXPIRY);
    ch1.flow(
        "N8", FILE_TRANSFER, FORWARD, AWAIT_FIRST_ACCEPTANCE, CHARGE_OFFLINE, ANSWER_ORIGINATOR);
    ch1.flow("N9", SUBSCRIPTION, ANSWER_ORIGINATOR);
    ch1.flow("N10", REFER, ANSWER_ORIGINATOR, FORWARD);
    ch1.flow("N11", INITIATION_FAILED, CHARGE_OFFLINE);
    ch1.flow("N12", NODE_FAILURE, CHARGE_OFFLINE);
    return ch1.flows;
  }

  static List<Flow> online(ServiceProfile profile) {
    Sheet ch2 = new Sheet(profile, ONLINE);

    // SIP 200 OK or BYE received, then the update (CPM: if the armed trigger is met).
    ch2.flow(profile == IM ? "F5" : "F9", JOIN, CHARGE_ONLINE);
    ch2.flow(profile == IM ? "F5" : "F9", LEAVE, CHARGE_ONLINE);
    // C15: here the server can still refuse.
    ch2.flow(profile == IM ? "F5" : "F9", DIAL_IN_JOIN, CHARGE_ONLINE, ANSWER_ORIGINATOR);

    // Re-INVITE: the credit answer gates both the 200 OK and the fan-out.
    ch2.flow(profile == IM ? "F6" : "F10", MODIFY, CHARGE_ONLINE, ANSWER_ORIGINATOR, FORWARD);
    ch2.flow(profile == IM ? "F6" : "F10", MODIFICATION_CORRECTED, CHARGE_ONLINE);

    ch2.flow(
        profile == IM ? "F6" : "F10", REFRESH, FORWARD, AWAIT_FIRST_ACCEPTANCE, ANSWER_ORIGINATOR);

    // INVITE held until the first interrogation is answered (RFC 8506 5.2).
    ch2.flow(
        "N1",
        INITIATE_ONE_TO_ONE,
        CHARGE_ONLINE,
        FORWARD,
        AWAIT_FIRST_ACCEPTANCE,
        ANSWER_ORIGINATOR);
    ch2.flow(
        "N2", INITIATE_GROUP, CHARGE_ONLINE, FORWARD, AWAIT_FIRST_ACCEPTANCE, ANSWER_ORIGINATOR);
    ch2.flow("N3", END, CHARGE_ONLINE);
    ch2.flow("N3", RELEASE, CHARGE_ONLINE);
    ch2.flow("N4", PAGE_MESSAGE, CHARGE_ONLINE, FORWARD, AWAIT_FIRST_ACCEPTANCE, ANSWER_ORIGINATOR);
    ch2.flow(
        "N4",
        PAGE_MESSAGE_TO_MANY,
        CHARGE_ONLINE,
        ANSWER_ORIGINATOR,
        FORWARD,
        AWAIT_FIRST_ACCEPTANCE);
    ch2.flow("N4", PAGE_MESSAGE_FAILED, CHARGE_ONLINE);
    ch2.flow("N4", PAGE_MESSAGE_DENIED);
    ch2.flow(
        "N5", LARGE_MESSAGE, CHARGE_ONLINE, FORWARD, AWAIT_FIRST_ACCEPTANCE, ANSWER_ORIGINATOR);
    ch2.flow("N6", MESSAGE, CHARGE_ONLINE, ANSWER_ORIGINATOR, FORWARD);
    // The sender pays, and PAGE_MESSAGE has debited the sender before the recipient was found to be away;
    // or the recipient pays, and the sender is given it back (deferred.payer).
    ch2.flow("N7", DEFERRED_SUBMISSION, ANSWER_ORIGINATOR);
    ch2.flow("N7", DEFERRED_RETRIEVAL, FORWARD);
    ch2.flow("N7", DEFERRED_RETRIEVAL_CHARGED, CHARGE_ONLINE, FORWARD);
    ch2.flow("N7", DEFERRED_EXPIRY, CHARGE_ONLINE);
    ch2.flow(
        "N8", FILE_TRANSFER, CHARGE_ONLINE, FORWARD, AWAIT_FIRST_ACCEPTANCE, ANSWER_ORIGINATOR);
    ch2.flow("N9", SUBSCRIPTION, ANSWER_ORIGINATOR);
    ch2.flow("N10", REFER, ANSWER_ORIGINATOR, FORWARD);
    ch2.flow("N11", INITIATION_FAILED, CHARGE_ONLINE);
    ch2.flow("N12", NODE_FAILURE, CHARGE_ONLINE);
    return ch2.flows;
  }

  /** Where nothing is charged and the order is not the offline one. */
  static List<Flow> off(ServiceProfile profile) {
    Sheet off = new Sheet(profile, OFF);

    // The answer in advance of F2 belongs to its charge; without one the parties agree by
    // themselves.
    off.flow(
        profile == IM ? "F2" : "F8", MODIFY, FORWARD, AWAIT_FIRST_ACCEPTANCE, ANSWER_ORIGINATOR);
    return off.flows;
  }

  // spotless:on

  static List<Flow> all() {
    List<Flow> all = new ArrayList<>();
    for (ServiceProfile profile : List.of(IM, CPM)) {
      all.addAll(offline(profile));
      all.addAll(online(profile));
      all.addAll(off(profile));
    }
    return all;
  }

  private static final class Sheet {
    private final ServiceProfile profile;
    private final Charging charging;
    private final List<Flow> flows = new ArrayList<>();

    Sheet(ServiceProfile profile, Charging charging) {
      this.profile = profile;
      this.charging = charging;
    }

    void flow(String figure, Procedure procedure, Step... steps) {
      flows.add(new Flow(figure, profile, charging, procedure, List.of(steps)));
    }
  }
}
