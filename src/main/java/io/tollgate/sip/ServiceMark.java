package io.tollgate.sip;

import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import org.jspecify.annotations.Nullable;

/**
 * Which service a request belongs to.
 *
 * @param icsi IMS communication service identifier, decoded
 * @param iari IMS application reference identifier, decoded
 */
public record ServiceMark(
    ServiceProfile profile, ServiceKind kind, @Nullable String icsi, @Nullable String iari) {}
