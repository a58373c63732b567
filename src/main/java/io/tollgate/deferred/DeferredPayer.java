package io.tollgate.deferred;

/** Who pays for a message that is kept. */
public enum DeferredPayer {
  /** At submission; given back if nobody fetches it in time. */
  SENDER,
  /** At retrieval; what the sender was debited is given back as soon as the message is kept. */
  RECIPIENT
}
