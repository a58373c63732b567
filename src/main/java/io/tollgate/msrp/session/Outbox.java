package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.codec.FailureReport;
import io.tollgate.msrp.codec.Flag;
import io.tollgate.msrp.codec.FrameWriter;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Piece;
import io.tollgate.msrp.codec.TransactionIds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames that go out on one leg, and the answers that its peer owes. */
final class Outbox {
  /** A body up to this size is copied, a larger one goes by reference. */
  static final int COPIED = 4 * 1024;

  private static final int TIMEOUT = 408;

  /** The leg that it writes for. */
  interface Peer {
    /** To-Path and From-Path of every frame to the peer. */
    byte[] paths();

    /** The peer answered 481 or 506: as far as it is concerned, there is no session. */
    void unknownToPeer(int status);
  }

  private final Peer peer;
  private final Loop loop;
  private final MsrpLimits limits;
  private final PendingAnswers pending = new PendingAnswers();
  private @Nullable Runnable room;

  Outbox(Peer peer, Loop loop, MsrpLimits limits) {
    this.peer = peer;
    this.loop = loop;
    this.limits = limits;
  }

  /**
   * One frame, with the headers of the frame that its octets came in.
   *
   * @param total size of the message, -1 while it is unknown
   */
  void send(Output output, Delivery delivery, long total, Piece piece) {
    Head head = piece.head();
    ByteBuf body = piece.body();
    long start = piece.start();
    long end = piece.end();
    byte[] tid = loop.ids.next();
    byte[] paths = peer.paths();
    int octets = body.readableBytes();
    boolean copied = octets <= COPIED;
    int headers = FrameWriter.ROOM + paths.length + head.length() - head.afterPaths();
    ByteBuf out = output.room(headers + (copied ? octets : 0));
    FrameWriter.sendStart(out, tid, paths);
    boolean sameRange = head.rangeIs(start, end);
    if (!sameRange) {
      FrameWriter.byteRange(out, start, end, total);
    }
    FrameWriter.carriedHeaders(out, head, sameRange, true);
    FrameWriter.blankLine(out);
    if (copied) {
      out.writeBytes(body, body.readerIndex(), octets);
    } else {
      output.body(body.retainedSlice());
      out = output.room(FrameWriter.ROOM);
    }
    FrameWriter.endAfterBody(out, tid, piece.endsFrame() ? piece.flag() : Flag.MORE);
    await(output, delivery, start, end);
  }

  /** The frame that was just written awaits its answer, if one was asked. */
  void await(Output output, Delivery delivery, long start, long end) {
    delivery.sent();
    FailureReport wanted = delivery.failureReport();
    if (wanted == FailureReport.NO) {
      output.unanswered(delivery);
    } else {
      await(delivery, start, end, wanted == FailureReport.PARTIAL);
    }
  }

  private void await(@Nullable Delivery delivery, long start, long end, boolean silent) {
    while (pending.size() >= limits.pendingAnswers() && pending.oldestIsSilent()) {
      settleSilent(pending.takeOldest());
    }
    TransactionIds ids = loop.ids;
    long deadline = loop.now() + limits.transaction().toNanos();
    pending.add(new Pending(ids.sequence(), ids.random(), delivery, start, end, silent, deadline));
  }

  private static void settleSilent(@Nullable Pending silent) {
    Delivery delivery = silent == null ? null : silent.delivery();
    if (delivery != null) {
      delivery.succeeded();
    }
  }

  /** The empty SEND that tells the peer which session a new connection is for. */
  void bind(Output output) {
    byte[] tid = loop.ids.next();
    byte[] paths = peer.paths();
    ByteBuf out = output.room(FrameWriter.ROOM + paths.length);
    FrameWriter.sendStart(out, tid, paths);
    FrameWriter.messageId(out, tid);
    FrameWriter.endWithoutBody(out, tid, Flag.LAST);
    await(null, 0, 0, false);
  }

  /** {@code #} without a body: the rest of the message, from there on, is not coming. */
  void abort(Output output, String messageId, long from, long total) {
    byte[] tid = loop.ids.next();
    byte[] paths = peer.paths();
    ByteBuf out = output.room(2 * FrameWriter.ROOM + paths.length);
    FrameWriter.abort(out, tid, paths, messageId, from, total);
  }

  void report(Output output, String messageId, String range, String status) {
    byte[] tid = loop.ids.next();
    byte[] paths = peer.paths();
    ByteBuf out =
        output.room(FrameWriter.ROOM + paths.length + 2 * messageId.length() + range.length());
    FrameWriter.report(out, tid, paths, messageId, range, status);
  }

  void carriedReport(Output output, Head head) {
    byte[] tid = loop.ids.next();
    byte[] paths = peer.paths();
    ByteBuf out = output.room(FrameWriter.ROOM + paths.length + head.length());
    FrameWriter.carriedReport(out, tid, paths, head);
  }

  /** Runs the task once, when the peer owes a good deal less than it may. */
  void whenRoom(Runnable task) {
    room = task;
  }

  private void madeRoom() {
    Runnable waiter = room;
    if (waiter != null && pending.size() <= limits.pendingAnswers() / 2) {
      room = null;
      waiter.run();
    }
  }

  /** Whether the peer owes fewer answers than it may. */
  boolean hasRoom() {
    return pending.size() < limits.pendingAnswers() || pending.oldestIsSilent();
  }

  boolean isSettled() {
    return pending.isEmpty();
  }

  /** An answer of the peer. */
  void answered(Head head) {
    Pending chunk = pending.take(TransactionIds.sequenceOf(head), TransactionIds.randomOf(head));
    if (chunk != null) {
      outcome(chunk, head.status());
      madeRoom();
    }
  }

  private void outcome(Pending chunk, int status) {
    Delivery delivery = chunk.delivery();
    if (delivery == null) {
      if (status != 200) {
        peer.unknownToPeer(status);
      }
    } else if (status == 200) {
      delivery.succeeded();
    } else {
      delivery.failed(status, chunk);
      if (status == 481 || status == 506) {
        peer.unknownToPeer(status);
      }
    }
  }

  void tick(long now) {
    for (Pending late = pending.expired(now); late != null; late = pending.expired(now)) {
      if (late.silent()) {
        settleSilent(late);
      } else {
        outcome(late, TIMEOUT);
      }
    }
    madeRoom();
  }

  /** The connection is gone: what was asked will not be answered. */
  void connectionLost() {
    for (Pending chunk : pending.takeAll()) {
      Delivery delivery = chunk.delivery();
      if (delivery != null) {
        delivery.failed(TIMEOUT, chunk);
      }
    }
    madeRoom();
  }

  /** Nothing is waited for any longer; where only errors are answered, silence is success. */
  void close() {
    List<Pending> all = pending.takeAll();
    all.stream().filter(Pending::silent).forEach(Outbox::settleSilent);
  }
}
