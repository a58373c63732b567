package io.tollgate.charging;

import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.Failover;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** CH-2 outward: sends one credit-control request and tells what became of it. */
public interface CreditPort {

  /**
   * @param failover what the transport may do when the first peer fails
   * @param outcome told exactly once, on any thread, within the transport's request timeout; may
   *     come after the session has stopped waiting (Tx)
   */
  void send(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome);

  /** The same once more, with the T flag: nobody knows whether it arrived (RFC 6733 3). */
  void repeat(CreditRequest request, Failover failover, Consumer<CreditOutcome> outcome);

  /** Tx expired: nobody waits for the answer to this request any longer. */
  default void late(CreditRequest request) {}

  /**
   * The service goes on although nobody charges it, as the policy or the OCS says.
   *
   * @param ratingGroup the only one of which that is so; null for all of them
   */
  default void goesOnUncharged(@Nullable Long ratingGroup, String why) {}

  /** An End-to-End Identifier for a request, to be kept for all its transmissions (RFC 6733 3). */
  int newEndToEnd();
}
