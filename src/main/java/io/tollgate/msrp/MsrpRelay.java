package io.tollgate.msrp;

import io.tollgate.charging.record.MessageCounters;
import java.util.concurrent.CompletionStage;

/** A one-to-one message session in Tollgate's hands. */
public interface MsrpRelay {

  /** Towards the party that sent the INVITE. */
  RelayLeg originating();

  /** Towards the party that was invited. */
  RelayLeg terminating();

  MessageCounters counters();

  /**
   * Releases both legs. Answers that are still out are waited for shortly, so that the counters
   * that this gives are final: END is walked with them.
   */
  CompletionStage<MessageCounters> close();
}
