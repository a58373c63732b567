package io.tollgate.msrp;

import io.tollgate.charging.MessageGate;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A participant's leg: the focus speaks for itself, so its SDP is made here. */
public interface FocusLeg extends MsrpLeg {
  /** The participant has these addresses, too. */
  void alsoKnownAs(List<String> uris);

  /**
   * Lets the participant in: what it sends is carried from now on, and counted at this gate. Until
   * then it waits.
   */
  void admit(MessageGate gate);

  /** A complete SDP that offers the conference's message session. */
  String offer();

  /** A complete SDP that answers the last {@link #remoteOffer}; other media are declined. */
  String answer();

  /** As {@link MsrpLeg#close()}, when everything this leg had sent is counted. */
  CompletionStage<Void> left();
}
