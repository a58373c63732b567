package io.tollgate.charging;

import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.PeerHints;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SessionType;
import org.jspecify.annotations.Nullable;

/** What is known of a session or conference when its charging is opened. */
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
    @Nullable String iari) {

  /** The same session as it concerns somebody else. */
  public SessionTerms withParties(Parties others) {
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
        iari);
  }
}
