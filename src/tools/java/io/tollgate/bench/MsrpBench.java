package io.tollgate.bench;

import io.tollgate.bench.msrp.MsrpRounds;

/**
 * {@code deploy/bench msrp}: messages through the relay and the conference switch beside a raw
 * Netty copy (and another relay, where it is installed), in interleaved rounds.
 */
public final class MsrpBench {
  private MsrpBench() {}

  public static void main(String[] args) throws Exception {
    new MsrpRounds().run();
  }
}
