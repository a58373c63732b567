package io.tollgate.msrp.session;

import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Piece;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Pieces that wait for credit or for their receiver. A connection that serves no other session is
 * not read meanwhile; on a shared one, so many octets wait and the rest is refused.
 */
final class Parking {
  private final Source source;
  private final Loop loop;
  private final MsrpLimits limits;
  private final Processor processor;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private long octets;
  private boolean credit;
  private boolean destination;
  private long destinationSince;
  private boolean refusing;

  /** Processes a piece; false when it must go on waiting. */
  interface Processor {
    boolean process(Piece piece);
  }

  /** Where the pieces come from. */
  interface Source {
    /** Whether other sessions come over it too. */
    boolean sharesConnection();

    void stopReading();

    void readOn();
  }

  Parking(Source source, Loop loop, MsrpLimits limits, Processor processor) {
    this.source = source;
    this.loop = loop;
    this.limits = limits;
    this.processor = processor;
  }

  /** Whether pieces need not wait. */
  boolean isOpen() {
    return !credit && !destination && !refusing && pieces.isEmpty();
  }

  void frameBegins() {
    refusing = false;
  }

  void waitForCredit() {
    credit = true;
  }

  void creditDecided() {
    credit = false;
    drain();
  }

  void waitForDestination() {
    if (!destination) {
      destination = true;
      destinationSince = loop.now();
    }
  }

  void destinationReady() {
    if (destination) {
      destination = false;
      drain();
    }
  }

  /** False, once for each frame, when there is no room: the frame is dropped. */
  boolean park(Piece piece) {
    boolean full = octets > limits.queueBytes() && source.sharesConnection();
    if (refusing || full) {
      boolean first = !refusing;
      refusing = !piece.endsFrame();
      return !first;
    }
    pieces.add(piece.copy());
    octets += size(piece);
    source.stopReading();
    return true;
  }

  private void drain() {
    while (!credit && !destination && !pieces.isEmpty()) {
      Piece piece = pieces.element();
      if (!processor.process(piece)) {
        return;
      }
      pieces.remove();
      free(piece);
    }
    if (pieces.isEmpty() && !credit && !destination) {
      source.readOn();
    }
  }

  private void free(Piece piece) {
    octets -= size(piece);
    piece.release();
  }

  private static int size(Piece piece) {
    return piece.octets() + piece.head().length();
  }

  /** Whether the receiver has been missing for longer than a transaction may last. */
  boolean expired(long now) {
    return destination && now - destinationSince > limits.transaction().toNanos();
  }

  /** Refuses every frame that waits for its receiver. */
  void refuse(Consumer<Head> refusal) {
    for (Piece piece : pieces) {
      if (piece.beginsFrame()) {
        refusal.accept(piece.head());
      }
      refusing = !piece.endsFrame();
    }
    clear();
    destination = false;
    source.readOn();
  }

  /** The session is over: the connection is read on, for the answers that its peer still owes. */
  void close() {
    clear();
    source.readOn();
  }

  private void clear() {
    pieces.forEach(this::free);
    pieces.clear();
  }
}
