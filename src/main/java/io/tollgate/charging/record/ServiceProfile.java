package io.tollgate.charging.record;

/** Whose order of steps applies: OMA SIMPLE IM or OMA CPM. */
public enum ServiceProfile {
  IM,
  CPM
}
