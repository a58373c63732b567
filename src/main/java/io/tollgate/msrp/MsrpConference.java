package io.tollgate.msrp;

import io.tollgate.charging.record.MessageCounters;
import java.util.concurrent.CompletionStage;

/** The message switch of one conference. */
public interface MsrpConference {

  /**
   * A leg for a participant; it carries nothing until its peer's SDP is known and it is admitted.
   */
  FocusLeg join(MsrpParticipant participant);

  MessageCounters counters();

  /** As {@link MsrpRelay#close()}. */
  CompletionStage<MessageCounters> close();
}
