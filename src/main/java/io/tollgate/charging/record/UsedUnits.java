package io.tollgate.charging.record;

import org.jspecify.annotations.Nullable;

/** Used-Service-Unit 446: used since the last acknowledged report. */
public record UsedUnits(
    Units units, @Nullable ReportingReason reason, @Nullable TariffUsage tariff) {}
