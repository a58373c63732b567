package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one loop writes to one connection. Answers overtake the other frames: of all that came in
 * one read, first the answers leave, on all connections, and then the copies ({@link Loop#flush}).
 */
final class Output {
  /** For the peer to read the last answer before unread octets of its own reset the connection. */
  private static final long CLOSE_MILLIS = 300;

  private final Channel channel;
  private final EventLoop writer;
  private final Loop loop;
  private final Backlog backlog;
  private final AtomicLong sent = new AtomicLong();
  private final Batch answers;
  private final Batch frames;
  private final Deque<Held> held = new ArrayDeque<>();
  private long given;
  private boolean dirty;
  private final Map<Object, Waiter> waiters = new HashMap<>(2);
  private volatile boolean watched;

  private record Waiter(long octets, Runnable task) {}

  /** Waits behind a gate, and everything after it too. */
  private record Held(Gate gate, Runnable write) {}

  Output(Channel channel, Loop loop, Backlog backlog) {
    this.channel = channel;
    this.writer = channel.eventLoop();
    this.loop = loop;
    this.backlog = backlog;
    this.answers = new Batch(channel.alloc());
    this.frames = new Batch(channel.alloc());
  }

  /** A buffer for an answer of at most so many octets. */
  ByteBuf answer(int octets) {
    markDirty();
    return answers.room(octets);
  }

  /** A buffer for a frame, or a part of one, of at most so many octets. */
  ByteBuf room(int octets) {
    markDirty();
    return frames.room(octets);
  }

  /** A body by reference; takes over the caller's reference. */
  void body(ByteBuf retained) {
    markDirty();
    frames.body(retained);
  }

  /** Counts as delivered when it is written: nobody will answer it. */
  void unanswered(Delivery delivery) {
    frames.unanswered(delivery);
  }

  private void markDirty() {
    if (!dirty) {
      dirty = true;
      loop.dirty(this);
    }
  }

  // ---- a turn of the loop: answers first

  /**
   * @param before the gate so far, null when all answers so far were written by this loop
   * @return the gate that the turn's copies have to pass
   */
  @Nullable Gate writeAnswers(@Nullable Gate before) {
    if (answers.isEmpty()) {
      return before;
    }
    FrameGroup group = take(answers);
    if (writer == loop.executor) {
      put(group);
      return before;
    }
    Gate gate = before == null ? new Gate(loop) : before;
    gate.await(writer);
    onWriter(
        group,
        () -> {
          put(group);
          gate.passed();
        });
    return gate;
  }

  void writeFrames(@Nullable Gate gate) {
    dirty = false;
    if (frames.isEmpty()) {
      return;
    }
    FrameGroup group = take(frames);
    if (gate != null && gate.holds(writer)) {
      gate.add(this);
      held.add(new Held(gate, () -> post(group)));
    } else {
      inTurn(() -> post(group));
    }
  }

  /** Runs when everything that is held back is written: at once if nothing is. */
  private void inTurn(Runnable write) {
    Held last = held.peekLast();
    if (last == null) {
      write.run();
    } else {
      held.add(new Held(last.gate(), write));
    }
  }

  void writeHeld() {
    for (Held next = held.peek(); next != null && next.gate().isOpen(); next = held.peek()) {
      held.remove();
      next.write().run();
    }
  }

  private FrameGroup take(Batch batch) {
    FrameGroup group = batch.take();
    given += group.octets();
    backlog.given(group.octets());
    return group;
  }

  // ---- on the connection

  private void post(FrameGroup group) {
    if (writer == loop.executor) {
      put(group);
    } else {
      onWriter(group, () -> put(group));
    }
  }

  private void onWriter(FrameGroup group, Runnable put) {
    try {
      writer.execute(put);
    } catch (RejectedExecutionException e) {
      group.release();
    }
  }

  private void put(FrameGroup group) {
    ChannelFuture last = null;
    for (ByteBuf buffer : group.buffers()) {
      last = channel.write(buffer);
    }
    if (last != null) {
      last.addListener(done -> written(group, done.isSuccess()));
    }
    channel.flush();
  }

  private void written(FrameGroup group, boolean success) {
    backlog.taken(group.octets());
    sent.addAndGet(group.octets());
    boolean delivered = success && !group.unanswered().isEmpty();
    if (delivered || watched) {
      loop.later(
          () -> {
            if (delivered) {
              group.unanswered().forEach(Delivery::succeeded);
            }
            wake();
          });
    }
  }

  private void wake() {
    long now = waiting();
    List<Waiter> due = waiters.values().stream().filter(one -> now <= one.octets()).toList();
    waiters.values().removeAll(due);
    watched = !waiters.isEmpty();
    due.forEach(one -> one.task().run());
  }

  /** Runs the task when everything that was written so far is with the connection. */
  void whenHandedOver(Runnable task) {
    loop.flush();
    inTurn(task);
  }

  /** Closes when everything is sent; a peer that does not read is not waited for. */
  void closeAfterFlush() {
    whenHandedOver(
        () ->
            channel
                .writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(
                    done -> {
                      if (done.isSuccess() && channel instanceof DuplexChannel duplex) {
                        duplex.shutdownOutput();
                      }
                    }));
    loop.executor.schedule(() -> channel.close(), CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Octets that the peer has not taken yet. */
  long waiting() {
    return given - sent.get() + answers.octets() + frames.octets();
  }

  /**
   * Runs the task once, when no more than so many octets wait: the latest task of each who asks, as
   * sessions may share the connection.
   */
  void whenBelow(long octets, Object who, Runnable task) {
    waiters.put(who, new Waiter(octets, task));
    watched = true;
    if (waiting() <= octets) {
      // they went while the task was being set: nothing else may come to wake it
      loop.later(this::wake);
    }
  }
}
