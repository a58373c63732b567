package io.tollgate.deferred;

import java.time.Instant;
import java.util.List;

/**
 * Keeps deferred messages over restarts. Used by one thread at a time; other servers may share what
 * is in it. Implementations pass {@code DeferredStoreContract}.
 */
public interface DeferredStore extends AutoCloseable {

  /** Durable when it returns. */
  void put(DeferredMessage message) throws DeferredStoreException;

  /**
   * Takes a message in hand: nobody else delivers or settles it.
   *
   * @return false if it is gone, or in another's hand
   */
  boolean take(String id) throws DeferredStoreException;

  /** It waits again. */
  void putBack(String id) throws DeferredStoreException;

  /**
   * @return false if it is gone already, or in another's hand
   */
  boolean remove(String id) throws DeferredStoreException;

  int count() throws DeferredStoreException;

  int countFor(String recipient) throws DeferredStoreException;

  /** Those in no other's hand, the oldest first. */
  List<DeferredMessage> waitingFor(String recipient, int most) throws DeferredStoreException;

  List<DeferredMessage> expiredBefore(Instant now, int most) throws DeferredStoreException;

  /** What this server has in hand, and what another had that died: the oldest first. */
  List<DeferredMessage> inHand(int most) throws DeferredStoreException;

  @Override
  void close() throws DeferredStoreException;
}
