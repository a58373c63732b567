package io.tollgate.settings;

/** What is charged and what an answer, or none, means. */
public record ChargingSettings() {}
