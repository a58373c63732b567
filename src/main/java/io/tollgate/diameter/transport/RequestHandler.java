package io.tollgate.diameter.transport;

import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.command.Message;
import java.util.OptionalLong;

/**
 * Takes requests the charging system starts: RAR and ASR. Called on a thread of the transport: it
 * must not block, and may reply at once or later from any thread.
 */
@FunctionalInterface
public interface RequestHandler {
  void onRequest(Message request, String peer, Reply reply);

  /**
   * A peer has said who it is in the capabilities exchange.
   *
   * @param originStateId empty if it does not say; a higher one than before means that it restarted
   *     (RFC 6733 8.16)
   */
  default void onPeer(String peer, OptionalLong originStateId) {}

  /** Answers the request; the second call and every further one is ignored. */
  @FunctionalInterface
  interface Reply {
    /**
     * The transport writes Session-Id, Result-Code, Origin-Host and Origin-Realm and copies
     * Proxy-Info; {@code more} holds what else the answer carries.
     */
    void answer(int resultCode, Avps more);
  }
}
