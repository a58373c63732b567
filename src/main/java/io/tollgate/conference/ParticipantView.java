package io.tollgate.conference;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A participant at one moment, for whoever watches the conference. */
public record ParticipantView(
    UserAddress address,
    @Nullable String displayName,
    ParticipantState state,
    JoiningMethod joined,
    @Nullable Departure left,
    @Nullable Instant since) {}
