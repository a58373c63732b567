package io.tollgate.charging;

import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.Debit;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.PeerHints;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SessionType;
import io.tollgate.charging.record.SubscriptionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a session or conference when its charging is opened.
 *
 * @param debit what was debited for it before, by another session: a message that was stored
 */
public record SessionTerms(
    ServiceProfile profile,
    ServiceKind kind,
    FunctionRole function,
    NodeRole nodeRole,
    SessionType sessionType,
    Parties parties,
    Correlation correlation,
    PeerHints peers,
    @Nullable String groupName,
    @Nullable String icsi,
    @Nullable String iari,
    @Nullable Debit debit) {

  /** Nothing was debited for it so far. */
  public SessionTerms(
      ServiceProfile profile,
      ServiceKind kind,
      FunctionRole function,
      NodeRole nodeRole,
      SessionType sessionType,
      Parties parties,
      Correlation correlation,
      PeerHints peers,
      @Nullable String groupName,
      @Nullable String icsi,
      @Nullable String iari) {
    this(
        profile,
        kind,
        function,
        nodeRole,
        sessionType,
        parties,
        correlation,
        peers,
        groupName,
        icsi,
        iari,
        null);
  }

  /** The same session as it concerns somebody else. */
  public SessionTerms withParties(Parties others) {
    return with(others, debit);
  }

  /** What was debited for it is given back by it, should that be necessary. */
  public SessionTerms withDebit(Debit before) {
    return with(parties, before);
  }

  /** The fetching of a stored message: a service of its own to the recipient. */
  public SessionTerms fetchedBy(String recipient, List<SubscriptionId> subscriptions) {
    return new SessionTerms(
        profile,
        ServiceKind.DEFERRED_MESSAGE,
        function,
        nodeRole,
        sessionType,
        new Parties(
            parties.calling(),
            parties.called(),
            parties.requested(),
            parties.from(),
            recipient,
            subscriptions,
            parties.operatorRouted()),
        correlation,
        peers,
        groupName,
        icsi,
        iari);
  }

  private SessionTerms with(Parties others, @Nullable Debit before) {
    return new SessionTerms(
        profile,
        kind,
        function,
        nodeRole,
        sessionType,
        others,
        correlation,
        peers,
        groupName,
        icsi,
        iari,
        before);
  }
}
