package io.tollgate.msrp;

import java.time.Duration;

/**
 * @param label for logs: the conference URI
 * @param uri the conference's URI: a CPIM To that names it goes to everybody
 * @param nicknames whether NICKNAME is served (RFC 7701 section 7)
 * @param privateMessages whether a CPIM To may name one participant (RFC 7701 section 6.2)
 * @param idle silence after which {@link MsrpListener#idle} is told; zero for never
 */
public record ConferenceTerms(
    String label, String uri, boolean nicknames, boolean privateMessages, Duration idle) {}
