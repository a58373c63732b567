package io.tollgate.conference;

import io.tollgate.charging.record.SessionType;
import org.jspecify.annotations.Nullable;

/**
 * What a conference is.
 *
 * @param uri the focus' Contact
 * @param number Application-Session-ID of the conference, unsigned 32 bits
 * @param owner whose leaving may end it, and who may pay for it
 */
public record ConferenceTerms(
    String uri,
    long number,
    SessionType type,
    UserAddress owner,
    UserAddress initiator,
    @Nullable String subject) {}
