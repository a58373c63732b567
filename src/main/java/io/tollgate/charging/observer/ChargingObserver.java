package io.tollgate.charging.observer;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hears what charging does. Called on the threads that do it: must not block and must not throw.
 *
 * <p>What a session does is told to its {@link SessionWatch}. What becomes of records and requests
 * once the journal has them may come after the session, and after a restart: it is told here, by
 * Session-Id and number.
 */
public interface ChargingObserver {

  /** Nobody listens. */
  ChargingObserver NONE = session -> null;

  /**
   * A session is opened; nothing of it has happened yet.
   *
   * @return who hears what it does; null if nobody wants to
   */
  @Nullable SessionWatch opened(ObservedSession session);

  /**
   * The CDF answered a record, as a first transmission or as a later one.
   *
   * @param peer who answered
   */
  default void answered(AccountingRecord record, int resultCode, String peer) {}

  /** What became of a request that the journal repeats. */
  default void answered(CreditRequest request, CreditOutcome outcome) {}

  /** Nobody took it: it is kept for an operator to decide upon. */
  default void deadLetter(
      ChargingInterface where, String session, long number, int resultCode, String reason) {}

  /** It was given up by a policy that the operator has chosen. */
  default void dropped(ChargingInterface where, String session, long number, String why) {}

  /** All of them as one. */
  static ChargingObserver of(List<ChargingObserver> observers) {
    List<ChargingObserver> listening =
        observers.stream().filter(observer -> observer != NONE).toList();
    return switch (listening.size()) {
      case 0 -> NONE;
      case 1 -> listening.get(0);
      default -> new Several(listening);
    };
  }

  /** More than one. */
  record Several(List<ChargingObserver> observers) implements ChargingObserver {
    public Several {
      observers = List.copyOf(observers);
    }

    @Override
    public @Nullable SessionWatch opened(ObservedSession session) {
      List<SessionWatch> watches =
          observers.stream()
              .map(observer -> observer.opened(session))
              .filter(Objects::nonNull)
              .toList();
      return switch (watches.size()) {
        case 0 -> null;
        case 1 -> watches.get(0);
        default -> new SeveralWatches(watches);
      };
    }

    @Override
    public void answered(AccountingRecord record, int resultCode, String peer) {
      observers.forEach(observer -> observer.answered(record, resultCode, peer));
    }

    @Override
    public void answered(CreditRequest request, CreditOutcome outcome) {
      observers.forEach(observer -> observer.answered(request, outcome));
    }

    @Override
    public void deadLetter(
        ChargingInterface where, String session, long number, int resultCode, String reason) {
      observers.forEach(
          observer -> observer.deadLetter(where, session, number, resultCode, reason));
    }

    @Override
    public void dropped(ChargingInterface where, String session, long number, String why) {
      observers.forEach(observer -> observer.dropped(where, session, number, why));
    }
  }
}
