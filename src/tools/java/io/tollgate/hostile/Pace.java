package io.tollgate.hostile;

import io.tollgate.harness.SipText;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/**
 * Keeps a flood as fast as the server takes it, and no faster: what is dropped before anybody looks
 * at it proves nothing. After each burst the server has to answer an OPTIONS; now and then two
 * users talk.
 */
final class Pace implements AutoCloseable {
  private static final int BURST = 200;
  private static final int CALL_EVERY = 20_000;
  private static final int FIRST_MILLIS = 500;
  private static final int TRIES = 120;

  private final Arena arena;
  private final Talker asking;
  private long sent;

  Pace(Arena arena) {
    this.arena = arena;
    asking = arena.udp(Arena.PEER);
  }

  /** One more message has been sent. */
  void one() throws IOException {
    if (++sent % BURST == 0) {
      alive();
    }
    if (sent % CALL_EVERY == 0) {
      arena.lab.forget(Arena.GUEST_PAYS);
      arena.honestCallInTime();
    }
  }

  /** True after each burst. */
  boolean isBurst() {
    return sent % BURST == 0;
  }

  /** Datagrams get lost beside a flood: it is asked again. */
  void alive() {
    String target = "sip:127.0.0.1:" + arena.port();
    for (int i = 0; i < TRIES; i++) {
      String callId =
          asking.send("OPTIONS", target, "sip:" + UUID.randomUUID() + "@x", List.of(), "");
      for (SipText answer = asking.next(FIRST_MILLIS);
          answer != null;
          answer = asking.next(FIRST_MILLIS)) {
        if (answer.headers("Call-ID").contains(callId)) {
          return;
        }
      }
    }
    throw new AssertionError("after " + sent + " messages the server answers nothing any more");
  }

  @Override
  public void close() {
    asking.close();
    arena.lab.forget(Arena.GUEST_PAYS);
  }
}
