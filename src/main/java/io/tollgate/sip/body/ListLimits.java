package io.tollgate.sip.body;

import io.tollgate.conference.Duplicates;

/**
 * Bounds of a resource-lists document.
 *
 * @param duplicates whether entries that name the same user twice are merged; else refused
 */
public record ListLimits(int bytes, int entries, int depth, Duplicates duplicates) {

  public static final ListLimits DEFAULT = new ListLimits(65_536, 500, 8, Duplicates.REFUSE);
}
