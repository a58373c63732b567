package io.tollgate.charging.record;

/** What is being sold: decides charging mode, rating group and service identifier. */
public enum ServiceKind {
  SESSION,
  GROUP_SESSION,
  PAGE_MESSAGE,
  LARGE_MESSAGE,
  FILE_TRANSFER,
  DEFERRED_MESSAGE
}
