package io.tollgate.charging.flow;

/** One step of a flow. */
public enum Step {
  /** CH-1: the record is made and handed to the journal; waits as the flow's policy says. */
  CHARGE_OFFLINE,
  /** CH-2: the request is sent, and its answer decides whether the walk goes on. */
  CHARGE_ONLINE,
  /** The final answer goes to whoever asked. */
  ANSWER_ORIGINATOR,
  /** Whoever asked has confirmed the answer (ACK). */
  AWAIT_ACK,
  /** The request goes on to the recipients. */
  FORWARD,
  /** One recipient has accepted; for a MESSAGE, the final response of each recipient is known. */
  AWAIT_FIRST_ACCEPTANCE;

  public boolean isCharge() {
    return this == CHARGE_OFFLINE || this == CHARGE_ONLINE;
  }
}
