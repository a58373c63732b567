package io.tollgate.console.callflow;

import io.tollgate.charging.ChargedSession;
import io.tollgate.charging.ChargingEnablerUser;
import io.tollgate.charging.ChargingIds;
import io.tollgate.charging.MessageGate;
import io.tollgate.charging.Owner;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.Debit;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.ServiceKind;
import java.util.Set;

/** Notes which procedures a session walks, and each signalling step on the way. */
public final class NotedChargingEnablerUser implements ChargingEnablerUser {
  private final ChargingEnablerUser user;
  private final CallFlows flows;

  public NotedChargingEnablerUser(ChargingEnablerUser user, CallFlows flows) {
    this.user = user;
    this.flows = flows;
  }

  @Override
  public ChargedSession open(SessionTerms terms, Owner owner, ServiceControl control) {
    String icid = terms.correlation().icid();
    return new NotedSession(user.open(terms, owner, control), icid, flows);
  }

  @Override
  public Set<ChargingInterface> chargedOn(ServiceKind kind, Parties parties) {
    return user.chargedOn(kind, parties);
  }

  private record NotedSession(ChargedSession session, String icid, CallFlows flows)
      implements ChargedSession {

    @Override
    public void walk(Procedure procedure, Signalling signalling) {
      flows.note(icid, "sip", "tollgate", Words.lower(procedure), "begins");
      session.walk(procedure, new NotedSignalling(signalling, procedure, icid, flows));
    }

    @Override
    public MessageGate messages() {
      return session.messages();
    }

    @Override
    public Debit debit() {
      return session.debit();
    }

    @Override
    public ChargingIds ids() {
      return session.ids();
    }
  }
}
