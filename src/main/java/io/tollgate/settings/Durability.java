package io.tollgate.settings;

/** What a record outlives once whoever waits for it is told that it is kept. */
public enum Durability {
  /** The end of this process. */
  PROCESS,
  /** A power loss here: of the server that is alone, or of the database. */
  DISK,
  /** The loss of the database's primary with its disk. */
  REPLICATED
}
