package io.tollgate.diameter.transport;

import io.tollgate.charging.record.ChargingInterface;
import java.util.Set;

/** A snapshot of one peer. */
public record PeerView(
    String host,
    Set<ChargingInterface> interfaces,
    PeerState state,
    int outstanding,
    boolean held) {}
