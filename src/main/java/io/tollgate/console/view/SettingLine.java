package io.tollgate.console.view;

/**
 * One setting in force.
 *
 * @param value secrets masked
 * @param origin where it was said; {@code default} where nobody said anything
 */
public record SettingLine(String section, String name, String value, String origin, String text) {}
