package io.tollgate.conference;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import java.util.concurrent.Executor;

/** The owner or the initiator pays for all: one charging session for the conference. */
public final class OnePayer implements Billing {

  private final ChargedSession session;

  public OnePayer(ChargedSession session) {
    this.session = session;
  }

  @Override
  public void initiate(Signalling signalling) {
    session.walk(Procedure.INITIATE_GROUP, signalling);
  }

  @Override
  public void initiationFailed(Signalling signalling) {
    session.walk(Procedure.INITIATION_FAILED, signalling);
  }

  @Override
  public void join(UserAddress who, Signalling signalling) {
    session.walk(Procedure.JOIN, signalling);
  }

  @Override
  public void dialInJoin(UserAddress who, Signalling signalling) {
    session.walk(Procedure.DIAL_IN_JOIN, signalling);
  }

  @Override
  public void leave(UserAddress who, Signalling signalling, Executor settling) {
    session.walk(Procedure.LEAVE, signalling);
  }

  @Override
  public void modify(UserAddress who, Signalling signalling) {
    session.walk(Procedure.MODIFY, signalling);
  }

  @Override
  public void carryOut(UserAddress who, Signalling signalling) {
    session.walk(Procedure.REFRESH, signalling);
  }

  @Override
  public void corrected(UserAddress who, Signalling signalling) {
    session.walk(Procedure.MODIFICATION_CORRECTED, signalling);
  }

  @Override
  public void end(Signalling signalling) {
    session.walk(Procedure.END, signalling);
  }

  @Override
  public void release(Signalling signalling) {
    session.walk(Procedure.RELEASE, signalling);
  }

  @Override
  public void nodeFailure(Signalling signalling) {
    session.walk(Procedure.NODE_FAILURE, signalling);
  }

  @Override
  public MessageGate gate(UserAddress who) {
    return session.messages();
  }
}
