package io.tollgate.settings;

/** Where records are kept until they are answered. */
public record JournalSettings() {}
