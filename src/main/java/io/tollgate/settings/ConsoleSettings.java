package io.tollgate.settings;

/** The HTTP console. */
public record ConsoleSettings() {}
