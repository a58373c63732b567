package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one loop writes to one connection. Small frames are copied together into one buffer, as a
 * system call costs more than a frame; large bodies go by reference between two such buffers.
 */
final class Output {
  private static final int BATCH = 64 * 1024;
  private static final int SMALL = 1024;

  /** For the peer to read the last answer before unread octets of its own reset the connection. */
  private static final long CLOSE_MILLIS = 300;

  private final Channel channel;
  private final Loop loop;
  private final AtomicLong inAll;
  private final AtomicLong sent = new AtomicLong();
  private long given;
  private int guess = SMALL;
  private @Nullable ByteBuf batch;
  private List<Transfer> unanswered = new ArrayList<>();
  private boolean dirty;
  private @Nullable Runnable drained;
  private long drainedBelow;

  Output(Channel channel, Loop loop, AtomicLong inAll) {
    this.channel = channel;
    this.loop = loop;
    this.inAll = inAll;
  }

  /** A buffer with at least this much room. */
  ByteBuf room(int octets) {
    ByteBuf current = batch;
    if (current != null && current.readableBytes() + octets > BATCH) {
      give();
      current = null;
    }
    if (current == null) {
      current = channel.alloc().directBuffer(Math.max(guess, octets));
      batch = current;
      markDirty();
    } else {
      current.ensureWritable(octets);
    }
    return current;
  }

  /** A body by reference; takes over the caller's reference. */
  void body(ByteBuf retained) {
    give();
    markDirty();
    write(retained, List.of());
  }

  /** Counts as delivered when it is written: nobody will answer it. */
  void unanswered(Transfer transfer) {
    unanswered.add(transfer);
  }

  private void markDirty() {
    if (!dirty) {
      dirty = true;
      loop.dirty(this);
    }
  }

  private void give() {
    ByteBuf full = batch;
    if (full != null) {
      batch = null;
      guess = Math.max(SMALL, Math.min(BATCH, full.readableBytes() * 5 / 4));
      List<Transfer> transfers = unanswered;
      if (!transfers.isEmpty()) {
        unanswered = new ArrayList<>();
      }
      write(full, transfers);
    }
  }

  private void write(ByteBuf octets, List<Transfer> transfers) {
    int length = octets.readableBytes();
    given += length;
    inAll.addAndGet(length);
    channel
        .write(octets)
        .addListener(
            done -> {
              inAll.addAndGet(-length);
              sent.addAndGet(length);
              if (!transfers.isEmpty() || drained != null) {
                boolean success = done.isSuccess();
                loop.run(() -> written(transfers, success));
              }
            });
  }

  private void written(List<Transfer> transfers, boolean success) {
    for (Transfer transfer : transfers) {
      if (success) {
        transfer.succeeded();
      }
    }
    Runnable waiter = drained;
    if (waiter != null && waiting() <= drainedBelow) {
      drained = null;
      waiter.run();
    }
  }

  void flush() {
    dirty = false;
    give();
    channel.flush();
  }

  /** Closes when everything is sent; a peer that does not read is not waited for. */
  void closeAfterFlush() {
    flush();
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            done -> {
              if (done.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
              }
            });
    loop.executor.schedule(() -> channel.close(), CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Octets that the peer has not taken yet. */
  long waiting() {
    ByteBuf current = batch;
    return given - sent.get() + (current == null ? 0 : current.readableBytes());
  }

  /** Runs the task once, when no more than so many octets wait. */
  void whenBelow(long octets, Runnable task) {
    drainedBelow = octets;
    drained = task;
  }
}
