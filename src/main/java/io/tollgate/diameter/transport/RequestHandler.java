package io.tollgate.diameter.transport;

import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.command.Message;

/**
 * Takes requests the charging system starts: RAR and ASR. Called on a thread of the transport: it
 * must not block, and may reply at once or later from any thread.
 */
@FunctionalInterface
public interface RequestHandler {
  void onRequest(Message request, String peer, Reply reply);

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
