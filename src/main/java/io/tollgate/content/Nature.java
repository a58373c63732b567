package io.tollgate.content;

/** What a body is, as far as charging asks. */
public enum Nature {
  /** Somebody says something to somebody: charged, or refused. */
  CONTENT,
  /** Nothing, or the heartbeat of a client: keeps a connection. */
  KEEP_ALIVE,
  /** isComposing (RFC 3994). */
  COMPOSING,
  /** An instant message disposition notification (RFC 5438). */
  DISPOSITION;

  public boolean isFree() {
    return this != CONTENT;
  }
}
