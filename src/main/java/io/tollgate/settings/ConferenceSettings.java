package io.tollgate.settings;

/** The focus. */
public record ConferenceSettings() {}
