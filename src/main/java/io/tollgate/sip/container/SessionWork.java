package io.tollgate.sip.container;

import java.util.function.Consumer;
import javax.servlet.sip.SipApplicationSession;

/** Something to be done by the owner of an application session. */
public interface SessionWork {

  void run(SipApplicationSession session);

  /** The session ended before the work could run. Called on any thread; must not block. */
  void gone();

  static SessionWork of(Consumer<SipApplicationSession> work, Runnable gone) {
    return new SessionWork() {
      @Override
      public void run(SipApplicationSession session) {
        work.accept(session);
      }

      @Override
      public void gone() {
        gone.run();
      }
    };
  }
}
