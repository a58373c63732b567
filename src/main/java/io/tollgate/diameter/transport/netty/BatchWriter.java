package io.tollgate.diameter.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;

/**
 * Collects messages of one round of the event loop in one buffer and hands them to the socket
 * together: under load a system call then carries dozens of messages.
 */
final class BatchWriter implements Runnable {
  private static final int FULL = 64 * 1024;

  private final Channel channel;
  private @Nullable ByteBuf batch;
  private boolean flushScheduled;

  BatchWriter(Channel channel) {
    this.channel = channel;
  }

  /** The buffer to write the next message into; it leaves with the others of this round. */
  ByteBuf buffer() {
    ByteBuf current = batch;
    if (current != null && current.readableBytes() >= FULL) {
      ChannelFuture unused = channel.write(current, channel.voidPromise());
      current = null;
    }
    if (current == null) {
      current = channel.alloc().directBuffer(FULL / 2);
      batch = current;
    }
    if (!flushScheduled) {
      flushScheduled = true;
      // Behind the sends that are queued already: they join the batch.
      channel.eventLoop().execute(this);
    }
    return current;
  }

  @Override
  public void run() {
    flushScheduled = false;
    ByteBuf current = batch;
    batch = null;
    if (current != null) {
      ChannelFuture unused = channel.writeAndFlush(current, channel.voidPromise());
    }
  }

  void release() {
    if (batch != null) {
      batch.release();
      batch = null;
    }
  }
}
