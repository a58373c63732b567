package io.tollgate.sip.leg;

import java.util.concurrent.Executor;

/** Runs what an owner would have run whose application session is gone. */
public interface StandIn extends Executor {

  /** Has the owner look, in a moment, for what it was left. */
  void remind(Runnable owner);
}
