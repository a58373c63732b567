package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames that are made and not written yet. Small ones are copied together into one buffer, as a
 * system call costs more than a frame; large bodies go by reference between two such buffers.
 */
final class Batch {
  private static final int FULL = 64 * 1024;
  private static final int SMALL = 1024;

  private final ByteBufAllocator allocator;
  private int guess = SMALL;
  private @Nullable ByteBuf open;
  private List<ByteBuf> full = new ArrayList<>(4);
  private long fullOctets;
  private List<Delivery> unanswered = List.of();

  Batch(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /** A buffer with at least this much room. */
  ByteBuf room(int octets) {
    ByteBuf current = open;
    if (current != null && current.readableBytes() + octets > FULL) {
      fill();
      current = null;
    }
    if (current == null) {
      current = allocator.directBuffer(Math.max(guess, octets));
      open = current;
    } else {
      current.ensureWritable(octets);
    }
    return current;
  }

  /** A body by reference; takes over the caller's reference. */
  void body(ByteBuf retained) {
    fill();
    add(retained);
  }

  /** Counts as delivered when it is written: nobody will answer it. */
  void unanswered(Delivery delivery) {
    if (unanswered.isEmpty()) {
      unanswered = new ArrayList<>();
    }
    unanswered.add(delivery);
  }

  private void fill() {
    ByteBuf filled = open;
    if (filled != null) {
      open = null;
      guess = Math.max(SMALL, Math.min(FULL, filled.readableBytes() * 5 / 4));
      add(filled);
    }
  }

  private void add(ByteBuf filled) {
    full.add(filled);
    fullOctets += filled.readableBytes();
  }

  long octets() {
    ByteBuf current = open;
    return fullOctets + (current == null ? 0 : current.readableBytes());
  }

  boolean isEmpty() {
    return open == null && full.isEmpty();
  }

  /** Everything so far, taken out. */
  FrameGroup take() {
    fill();
    FrameGroup group = new FrameGroup(full, fullOctets, unanswered);
    full = new ArrayList<>(4);
    fullOctets = 0;
    unanswered = List.of();
    return group;
  }
}
