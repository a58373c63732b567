package io.tollgate.charging.record;

import org.jspecify.annotations.Nullable;

/**
 * What ties records of one session together, over nodes and interfaces.
 *
 * @param icid icid-value of P-Charging-Vector (IMS-Charging-Identifier 841)
 * @param incomingCallId Call-ID of the leg that asked (User-Session-Id 830)
 * @param outgoingCallId Call-ID of the other leg (2320), once there is one
 * @param applicationSessionId number of the conference or session here (2103, Unsigned32)
 * @param focusUri the focus' Contact (PoC-Session-Id 1229), in a group session
 * @param conversationId CPM Conversation-ID
 * @param contributionId CPM Contribution-ID
 */
public record Correlation(
    String icid,
    @Nullable String originatingIoi,
    @Nullable String terminatingIoi,
    String incomingCallId,
    @Nullable String outgoingCallId,
    long applicationSessionId,
    @Nullable String focusUri,
    @Nullable String conversationId,
    @Nullable String contributionId) {

  public Correlation withTerminatingIoi(String ioi) {
    return new Correlation(
        icid,
        originatingIoi,
        ioi,
        incomingCallId,
        outgoingCallId,
        applicationSessionId,
        focusUri,
        conversationId,
        contributionId);
  }

  public Correlation withOutgoingCallId(String callId) {
    return new Correlation(
        icid,
        originatingIoi,
        terminatingIoi,
        incomingCallId,
        callId,
        applicationSessionId,
        focusUri,
        conversationId,
        contributionId);
  }
}
