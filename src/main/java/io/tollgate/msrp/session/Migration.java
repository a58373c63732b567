package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.tollgate.msrp.codec.FrameDecoder;
import io.tollgate.msrp.codec.Head;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves a connection to another loop when its first frame tells which session it is for. What came
 * in meanwhile is kept, and read there.
 */
final class Migration {
  private final Channel channel;
  private final FrameDecoder decoder;
  private final Arrival arrival;
  private final List<ByteBuf> rest = new ArrayList<>();
  private @Nullable Loop target;
  private @Nullable Kept first;
  private boolean started;
  private boolean done;

  /** Told on the new loop. */
  interface Arrival {
    void arrived(Loop target, Kept first, List<ByteBuf> rest);
  }

  /** The piece that started it. */
  record Kept(Head head, long offset, ByteBuf body, byte flag) {}

  Migration(Channel channel, FrameDecoder decoder, Arrival arrival) {
    this.channel = channel;
    this.decoder = decoder;
    this.arrival = arrival;
  }

  boolean isOn() {
    return target != null;
  }

  boolean isDone() {
    return done;
  }

  void begin(Loop to, Head head, long offset, ByteBuf body, byte flag) {
    target = to;
    first = new Kept(head.copy(), offset, body.retainedSlice(), flag);
    decoder.pause();
    channel.config().setAutoRead(false);
  }

  void keep(ByteBuf in) {
    rest.add(in.readRetainedSlice(in.readableBytes()));
  }

  /** Once nothing of the old loop is under way. */
  void start() {
    Loop to = target;
    if (to == null || started) {
      return;
    }
    started = true;
    channel
        .deregister()
        .addListener(left -> to.executor.register(channel).addListener(joined -> arrive(to)));
  }

  private void arrive(Loop to) {
    Kept kept = first;
    List<ByteBuf> octets = List.copyOf(rest);
    done = true;
    target = null;
    first = null;
    rest.clear();
    decoder.resume();
    try {
      if (kept != null && channel.isActive()) {
        channel.config().setAutoRead(true);
        arrival.arrived(to, kept, octets);
      }
    } finally {
      if (kept != null) {
        kept.body().release();
      }
      octets.forEach(ByteBuf::release);
    }
  }

  void release() {
    if (!started) {
      drop();
    }
  }
}
