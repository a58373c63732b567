package io.tollgate.deferred;

import java.time.Instant;
import java.util.List;

/** Keeps deferred messages over restarts. Used by one thread at a time. */
public interface DeferredStore extends AutoCloseable {

  /** Durable when it returns. */
  void put(DeferredMessage message) throws DeferredStoreException;

  /** Nothing happens if it is gone already. */
  void remove(String id) throws DeferredStoreException;

  int count() throws DeferredStoreException;

  int countFor(String recipient) throws DeferredStoreException;

  /** The oldest first. */
  List<DeferredMessage> waitingFor(String recipient, int most) throws DeferredStoreException;

  List<DeferredMessage> expiredBefore(Instant now, int most) throws DeferredStoreException;

  @Override
  void close() throws DeferredStoreException;
}
