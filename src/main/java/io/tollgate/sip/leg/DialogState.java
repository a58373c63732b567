package io.tollgate.sip.leg;

import java.util.List;

/**
 * What a server needs to send a request in a dialog that another one had (RFC 3261 12). Written for
 * servers of other versions too: what is not known is empty.
 *
 * @param icid of the call, for those who read logs
 * @param local value of the From of what we send: URI and tag
 * @param remote value of the To of what we send: URI and tag
 * @param localSequence CSeq of the last request of ours that is known here, others may have
 *     followed
 * @param remoteSequence as localSequence, of the peer's
 * @param routes URIs of the route set, the first is next to us
 * @param target the peer's Contact
 * @param contact ours, at the server that had the dialog
 * @param transport what the dialog was begun over
 */
public record DialogState(
    String callId,
    String icid,
    String local,
    String remote,
    long localSequence,
    long remoteSequence,
    List<String> routes,
    String target,
    String contact,
    String transport) {

  public DialogState {
    routes = List.copyOf(routes);
  }

  DialogState movedTo(String newTarget, long newLocal, long newRemote) {
    return new DialogState(
        callId,
        icid,
        local,
        remote,
        Math.max(localSequence, newLocal),
        Math.max(remoteSequence, newRemote),
        routes,
        newTarget,
        contact,
        transport);
  }
}
