package io.tollgate.deferred;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What waits for whom. Every method returns at once; the store is used by one thread, and answers
 * come on that thread.
 */
public final class DeferredMessages {
  private static final Logger LOG = LogManager.getLogger(DeferredMessages.class);
  private static final int BATCH = 50;

  private final DeferredStore store;
  private final DeferredLimits limits;
  private final Clock clock;
  private final Executor thread;

  /**
   * @param thread runs tasks one after the other, in order
   */
  public DeferredMessages(
      DeferredStore store, DeferredLimits limits, Clock clock, Executor thread) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
    this.thread = thread;
  }

  /** What became of a message that was to be kept. */
  public enum Acceptance {
    STORED,
    /** Too many messages wait already, in all or for this recipient. */
    FULL,
    /** The store failed; the reason is in the log. */
    FAILED
  }

  /** When a message given in now would expire, if its sender asks for that many seconds. */
  public Instant expiry(long askedSeconds) {
    long most = limits.lifetime().toSeconds();
    return clock.instant().plusSeconds(askedSeconds > 0 ? Math.min(askedSeconds, most) : most);
  }

  /** Keeps the message; it is durable when STORED is told. */
  public void keep(DeferredMessage message, Consumer<Acceptance> told) {
    thread.execute(() -> told.accept(keepNow(message)));
  }

  private Acceptance keepNow(DeferredMessage message) {
    try {
      if (store.countFor(message.recipient()) >= limits.perRecipient()
          || store.count() >= limits.messages()) {
        return Acceptance.FULL;
      }
      store.put(message);
      return Acceptance.STORED;
    } catch (DeferredStoreException e) {
      LOG.error("deferred message not stored: {}", e.getMessage());
      return Acceptance.FAILED;
    }
  }

  /**
   * The messages that wait for a recipient, the oldest first, a batch at most. They are in this
   * server's hand then: {@link #done} or {@link #waitsOn} follows for each.
   */
  public void waitingFor(String recipient, Consumer<List<DeferredMessage>> told) {
    thread.execute(
        () -> {
          List<DeferredMessage> waiting;
          try {
            Instant now = clock.instant();
            waiting = new ArrayList<>();
            for (DeferredMessage message : store.waitingFor(recipient, BATCH)) {
              if (message.expires().isAfter(now) && store.take(message.id())) {
                waiting.add(message);
              }
            }
          } catch (DeferredStoreException e) {
            LOG.error("deferred messages not read: {}", e.getMessage());
            waiting = List.of();
          }
          told.accept(waiting);
        });
  }

  /** As {@link #waitingFor}, of what a server had in hand that died. */
  public void handedOn(Consumer<List<DeferredMessage>> told) {
    thread.execute(
        () -> {
          try {
            told.accept(store.inHand(BATCH));
          } catch (DeferredStoreException e) {
            LOG.warn("messages of dead servers not looked for: {}", e.getMessage());
          }
        });
  }

  /** It was not delivered. */
  public void waitsOn(DeferredMessage message) {
    thread.execute(
        () -> {
          try {
            store.putBack(message.id());
          } catch (DeferredStoreException e) {
            LOG.warn("message {} stays in this server's hand: {}", message.id(), e.getMessage());
          }
        });
  }

  /** Delivered, or settled otherwise: it waits no more. */
  public void done(DeferredMessage message) {
    thread.execute(
        () -> {
          try {
            if (!store.remove(message.id())) {
              LOG.warn("delivered message {} is in another server's hand", message.id());
            }
          } catch (DeferredStoreException e) {
            LOG.error("delivered message {} stays in the store: {}", message.id(), e.getMessage());
          }
        });
  }

  /** Takes expired messages out, a batch at most, and tells each of them. */
  public void sweep(Consumer<DeferredMessage> expired) {
    thread.execute(
        () -> {
          try {
            for (DeferredMessage message : store.expiredBefore(clock.instant(), BATCH)) {
              if (store.remove(message.id())) {
                expired.accept(message);
              }
            }
          } catch (DeferredStoreException e) {
            LOG.error("expired messages not removed: {}", e.getMessage());
          }
        });
  }
}
