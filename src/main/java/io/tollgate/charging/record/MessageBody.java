package io.tollgate.charging.record;

import org.jspecify.annotations.Nullable;

/** Message-Body 889: type and length only, never the content. */
public record MessageBody(
    String contentType, long length, @Nullable String disposition, boolean byCalledParty) {}
