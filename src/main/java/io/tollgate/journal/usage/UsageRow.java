package io.tollgate.journal.usage;

import java.nio.ByteBuffer;
import java.time.Instant;

/** A session's line, copied to where other servers can read it. */
public record UsageRow(ByteBuffer line) {

  public static UsageRow of(byte[] octets) {
    return new UsageRow(ByteBuffer.wrap(octets).order(LineFormat.ORDER));
  }

  public byte[] octets() {
    byte[] octets = new byte[LineFormat.OCTETS];
    line.get(0, octets);
    return octets;
  }

  KeptUsage kept(Instant aliveUntil) {
    return new KeptUsage(
        LineFormat.counters(line, 0), line.getLong(LineFormat.ANSWERED) - 1, aliveUntil);
  }
}
