package io.tollgate.journal.usage;

import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.UsageLine;
import java.nio.ByteBuffer;

/**
 * One session's line. Held for a few stores at a time: a late counter must not fall on the next
 * session's line.
 */
final class MappedLine implements UsageLine {

  private final ByteBuffer chunk;
  private final int at;
  private final Runnable freed;
  private boolean open = true;

  MappedLine(ByteBuffer chunk, int at, long key, Runnable freed) {
    this.chunk = chunk;
    this.at = at;
    this.freed = freed;
    for (Count what : Count.values()) {
      chunk.putLong(at + LineFormat.offset(what), 0);
    }
    chunk.putLong(at + LineFormat.ANSWERED, 0);
    chunk.putLong(at + LineFormat.KEY, key);
  }

  @Override
  public synchronized void raise(Count what, long total) {
    int counter = at + LineFormat.offset(what);
    if (open && total > chunk.getLong(counter)) {
      chunk.putLong(counter, total);
    }
  }

  @Override
  public synchronized void answered(long number) {
    if (open) {
      chunk.putLong(at + LineFormat.ANSWERED, number + 1);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
      chunk.putLong(at + LineFormat.KEY, 0);
    }
    freed.run();
  }
}
