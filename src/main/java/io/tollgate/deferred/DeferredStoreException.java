package io.tollgate.deferred;

/** The store could not do it; nothing was changed. */
public final class DeferredStoreException extends Exception {
  public DeferredStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
