package io.tollgate.conference;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.flow.Signalling;
import java.util.concurrent.Executor;

/** Who is charged for what happens in the conference (TS 32.272 5.1.1, setting cf.charges). */
public interface Billing {

  void initiate(Signalling signalling);

  void initiationFailed(Signalling signalling);

  void join(UserAddress who, Signalling signalling);

  void dialInJoin(UserAddress who, Signalling signalling);

  /**
   * @param settling runs a task when all that the leaver sent and got is counted
   */
  void leave(UserAddress who, Signalling signalling, Executor settling);

  void modify(UserAddress who, Signalling signalling);

  /** The rest of a change that was charged before. */
  void carryOut(UserAddress who, Signalling signalling);

  void corrected(UserAddress who, Signalling signalling);

  /** F4a: its parties ended it. */
  void end(Signalling signalling);

  /** F4b: this server ended it. */
  void release(Signalling signalling);

  void nodeFailure(Signalling signalling);

  /** Whether the set-up charged nothing for the participant, whose part in it is then a join. */
  default boolean paysForHimself(UserAddress who) {
    return false;
  }

  /** Where the messages of this participant, who has joined, are counted. */
  MessageGate gate(UserAddress who);
}
