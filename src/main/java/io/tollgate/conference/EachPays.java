package io.tollgate.conference;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Everybody pays for the own stay: a charging session from joining to leaving. Others' comings and
 * goings are not charged to it. The initiator's session lives as long as the conference, because
 * the set-up and the message switch hang on it.
 */
public final class EachPays implements Billing {

  private final UserAddress initiator;
  private final Function<UserAddress, ChargedSession> opener;
  private final ChargedSession initiators;
  private final Map<UserAddress, ChargedSession> others = new HashMap<>();

  public EachPays(UserAddress initiator, Function<UserAddress, ChargedSession> opener) {
    this.initiator = initiator;
    this.opener = opener;
    this.initiators = opener.apply(initiator);
  }

  private ChargedSession of(UserAddress who) {
    return who.equals(initiator) ? initiators : others.computeIfAbsent(who, opener);
  }

  @Override
  public void initiate(Signalling signalling) {
    initiators.walk(Procedure.INITIATE_GROUP, signalling);
  }

  @Override
  public void initiationFailed(Signalling signalling) {
    initiators.walk(Procedure.INITIATION_FAILED, signalling);
  }

  @Override
  public void join(UserAddress who, Signalling signalling) {
    boolean again = who.equals(initiator);
    of(who).walk(again ? Procedure.JOIN : Procedure.INITIATE_GROUP, signalling);
  }

  @Override
  public void dialInJoin(UserAddress who, Signalling signalling) {
    boolean again = who.equals(initiator);
    of(who).walk(again ? Procedure.DIAL_IN_JOIN : Procedure.INITIATE_GROUP, signalling);
  }

  @Override
  public void leave(UserAddress who, Signalling signalling, Executor settling) {
    ChargedSession own = others.remove(who);
    if (own != null) {
      settling.execute(() -> own.walk(Procedure.END, signalling));
    } else if (who.equals(initiator)) {
      initiators.walk(Procedure.LEAVE, signalling);
    }
  }

  @Override
  public void modify(UserAddress who, Signalling signalling) {
    of(who).walk(Procedure.MODIFY, signalling);
  }

  @Override
  public void carryOut(UserAddress who, Signalling signalling) {
    of(who).walk(Procedure.REFRESH, signalling);
  }

  @Override
  public void corrected(UserAddress who, Signalling signalling) {
    of(who).walk(Procedure.MODIFICATION_CORRECTED, signalling);
  }

  @Override
  public void end(Signalling signalling) {
    closeAll(Procedure.END, signalling);
  }

  @Override
  public void release(Signalling signalling) {
    closeAll(Procedure.RELEASE, signalling);
  }

  @Override
  public void nodeFailure(Signalling signalling) {
    closeAll(Procedure.NODE_FAILURE, signalling);
  }

  /** Only the last one to be closed tells that all is charged. */
  private void closeAll(Procedure procedure, Signalling signalling) {
    others.values().forEach(session -> session.walk(procedure, signalling::event));
    others.clear();
    initiators.walk(procedure, signalling);
  }

  @Override
  public boolean paysForHimself(UserAddress who) {
    return !who.equals(initiator);
  }

  @Override
  public MessageGate gate(UserAddress who) {
    return of(who).messages();
  }
}
