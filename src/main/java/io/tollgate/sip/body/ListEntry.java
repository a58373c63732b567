package io.tollgate.sip.body;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a resource list.
 *
 * @param copyControl to, cc or bcc (RFC 5364); "to" if absent
 * @param anonymize the other recipients shall not see this one (RFC 5364)
 */
public record ListEntry(
    String uri, @Nullable String displayName, String copyControl, boolean anonymize) {}
