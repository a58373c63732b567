package io.tollgate.charging.enabler;

import io.tollgate.charging.AccountingPort;
import io.tollgate.charging.Owner;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.offline.Accounting;
import io.tollgate.charging.offline.AccountingPerParticipant;
import io.tollgate.charging.offline.AccountingSession;
import io.tollgate.charging.offline.OfflinePolicy;
import io.tollgate.charging.offline.ParticipantMode;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.session.ServiceTime;
import io.tollgate.charging.session.SessionFacts;
import io.tollgate.charging.session.SessionGate;
import java.util.HashSet;
import java.util.Set;

/** Makes the accounting of a session: one session, or one more for each participant. */
final class OfflineSessions {

  private final ChargingEnabler enabler;
  private final OfflinePolicy policy;
  private final Owner owner;
  private final ServiceControl control;
  private final AccountingPort port;

  OfflineSessions(
      ChargingEnabler enabler,
      OfflinePolicy policy,
      Owner owner,
      ServiceControl control,
      AccountingPort port) {
    this.port = port;
    this.enabler = enabler;
    this.policy = policy;
    this.owner = owner;
    this.control = control;
  }

  Accounting of(SessionFacts facts, SessionGate gate) {
    Accounting own = session(facts, gate);
    SessionTerms terms = facts.terms();
    if (terms.kind() != ServiceKind.GROUP_SESSION
        || policy.participants() == ParticipantMode.GROUP_AVP) {
      return own;
    }
    Set<String> represented = new HashSet<>(terms.parties().calling());
    represented.add(terms.parties().chargedParty());
    return new AccountingPerParticipant(
        own, represented, participant -> session(facts, participant));
  }

  /** Its gate stays shut and counts nothing: the conference's own session has the messages. */
  private Accounting session(SessionFacts conference, Participant participant) {
    Parties parties = conference.terms().parties().withCalled(participant.uri());
    return session(
        conference.of(conference.terms().withParties(parties)),
        new SessionGate(owner, new ServiceTime(enabler.time()), 0));
  }

  private AccountingSession session(SessionFacts facts, SessionGate gate) {
    return new AccountingSession(
        enabler.ids(),
        facts,
        gate,
        policy,
        port,
        enabler.timers(),
        owner,
        control,
        enabler.random());
  }
}
