package io.tollgate.charging;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** CH-2 inward: what the OCS asks of a session on its own initiative. Any thread. */
public interface CreditServerRequests {

  /**
   * RAR (RFC 8506 5.5); nulls mean the whole session.
   *
   * @param resultCode told the Result-Code of the RAA, before any update is sent
   */
  void reauthorise(
      String sessionId,
      @Nullable Long ratingGroup,
      @Nullable Long serviceIdentifier,
      IntConsumer resultCode);

  /**
   * ASR (RFC 6733 8.5): the service is ended, then the session.
   *
   * @param resultCode told the Result-Code of the ASA
   */
  void abort(String sessionId, IntConsumer resultCode);
}
