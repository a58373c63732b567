package io.tollgate.sip.dialog;

import io.tollgate.sip.dialog.Wire.Transport;

/** Who acts, over what, and over what the other one is reached. */
enum Cast {
  CALLER_UDP(true, Transport.UDP, Transport.UDP),
  CALLEE_UDP(false, Transport.UDP, Transport.UDP),
  CALLER_TCP(true, Transport.TCP, Transport.TCP),
  CALLEE_TCP(false, Transport.TCP, Transport.TCP),
  CALLER_UDP_OTHER_TCP(true, Transport.UDP, Transport.TCP),
  CALLEE_UDP_OTHER_TCP(false, Transport.UDP, Transport.TCP),
  CALLER_TCP_OTHER_UDP(true, Transport.TCP, Transport.UDP),
  CALLEE_TCP_OTHER_UDP(false, Transport.TCP, Transport.UDP);

  private final boolean callerActs;
  private final Transport acting;
  private final Transport other;

  Cast(boolean callerActs, Transport acting, Transport other) {
    this.callerActs = callerActs;
    this.acting = acting;
    this.other = other;
  }

  boolean callerActs() {
    return callerActs;
  }

  Transport acting() {
    return acting;
  }

  Transport other() {
    return other;
  }

  /** Two parties that have not called yet. */
  Pair at(int serverPort) {
    return new Pair(
        new Party(callerActs ? "alice" : "bob", acting, serverPort),
        new Party(callerActs ? "bob" : "alice", other, serverPort),
        callerActs);
  }
}
