package io.tollgate.sip.deferred;

import io.tollgate.charging.SessionTerms;
import java.util.function.Function;

/** How charging terms outlive a restart: as text and back. */
public record TermsText(
    Function<SessionTerms, String> write, Function<String, SessionTerms> read) {}
