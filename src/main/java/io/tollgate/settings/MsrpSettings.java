package io.tollgate.settings;

/** The MSRP relay and switch. */
public record MsrpSettings() {}
