package io.tollgate.sip.controlling;

import io.tollgate.conference.ChangeOffer;
import io.tollgate.conference.ConferenceLeg;
import io.tollgate.conference.Release;
import java.util.UUID;

/** Stands for an invitation that cannot be sent: its URI is none, or its host is not found. */
record UnreachableLeg(String id) implements ConferenceLeg {

  UnreachableLeg() {
    this(UUID.randomUUID().toString());
  }

  @Override
  public String callId() {
    return id;
  }

  @Override
  public void activate() {}

  @Override
  public void release(Release why) {}

  @Override
  public void renegotiate(ChangeOffer offer) {}
}
