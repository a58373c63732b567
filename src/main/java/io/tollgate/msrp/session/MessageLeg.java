package io.tollgate.msrp.session;

import io.tollgate.charging.MessageGate;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.codec.FrameKind;
import io.tollgate.msrp.codec.FrameWriter;
import io.tollgate.msrp.codec.Head;
import io.tollgate.msrp.codec.Piece;
import io.tollgate.msrp.codec.Status;
import io.tollgate.msrp.sdp.MessageMedia;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One side of a session on the wire: its session id, its peer, its connection. Everything but the
 * id happens on the session's loop.
 */
final class MessageLeg implements Outbox.Peer, Parking.Source {
  private static final byte[] NO_PATHS = {};

  /** Its session, which hears what becomes of it. */
  interface Events {
    /** Offer and answer are exchanged with the peer: from now on it could say something. */
    void agreed();

    /** The leg has a connection. */
    void bound(MessageLeg leg);

    /** The leg has none any more, or its peer does not know it. */
    void lost(MessageLeg leg, String why);

    /** A REPORT of the peer. */
    void report(MessageLeg from, Head head);

    Status nickname(MessageLeg from, Head head);
  }

  /** What takes in the SENDs of its peer. */
  interface Incoming {
    /** A piece of a SEND. */
    void piece(Piece piece);

    /** A receiver has room again, or is there at last. */
    void destinationReady();

    /** A receiver refused the message: no more of it is taken; it may be sent once more. */
    void failed(OpenMessage message, Status status);

    void tick(long now);

    /** The session is over: what is not whole is given back. */
    void close();
  }

  final String id;

  /** The Call-ID of its dialog. */
  final String call;

  final Loop loop;
  final Incoming inbox;
  final Outbox outbox;
  final Tally tally = new Tally();

  private final Events events;
  private final Connections connections;
  private byte[] paths = NO_PATHS;
  private @Nullable MessageMedia peer;
  private @Nullable Connection connection;
  private @Nullable Output output;
  private @Nullable MessageGate gate;
  private boolean movable;
  private boolean awaited;
  private boolean closed;

  /**
   * @param inbox made for this leg
   */
  MessageLeg(
      String id,
      String call,
      Loop loop,
      Events events,
      Function<MessageLeg, Incoming> inbox,
      Connections connections,
      MsrpLimits limits) {
    this.id = id;
    this.call = call;
    this.loop = loop;
    this.events = events;
    this.connections = connections;
    this.outbox = new Outbox(this, loop, limits);
    this.inbox = inbox.apply(this);
  }

  /** What comes in on this leg is counted there from now on. */
  void admit(MessageGate counting) {
    gate = counting;
    inbox.destinationReady();
  }

  boolean isAdmitted() {
    return gate != null;
  }

  MessageGate gate() {
    return Objects.requireNonNull(gate, "nothing is taken from a leg that is not admitted");
  }

  @Override
  public byte[] paths() {
    return paths;
  }

  /** Where to write, or null while there is no connection or no known peer. */
  @Nullable Output output() {
    return isInUse() ? output : null;
  }

  /** Whether the last SDP exchange left it with message media. */
  boolean isInUse() {
    return paths.length > 0;
  }

  /** Whether its peer is leaving: what it was given before is still waited for. */
  boolean isClosed() {
    return closed;
  }

  /** Whether new messages go to its peer. */
  boolean isReceiving() {
    return !closed && output() != null;
  }

  /** Whether the SDP exchange told who the peer is, and its connection is still to come. */
  boolean isAwaited() {
    return awaited && !closed;
  }

  @Nullable MessageMedia peer() {
    return peer;
  }

  /**
   * What the SDP exchange came to.
   *
   * @param ours Tollgate's URI
   * @param connect whether Tollgate must connect
   */
  void agreed(@Nullable MessageMedia media, String ours, boolean connect) {
    if (closed) {
      return;
    }
    expectNoMore();
    if (media == null) {
      paths = NO_PATHS;
      awaited = false;
      return;
    }
    events.agreed();
    paths = FrameWriter.paths(media.toPath(), ours);
    if (connection != null) {
      keepOrLeave(connection, media, connect);
    }
    peer = media;
    awaited = connection == null;
    if (connection == null && connect) {
      connections.connect(this, media);
    } else if (connection != null) {
      events.bound(this);
    }
    if (!connect && (connection == null || movable)) {
      connections.expect(this, media);
    }
  }

  /** A connection from before this exchange: whether it is still the right one. */
  private void keepOrLeave(Connection current, MessageMedia media, boolean connect) {
    MessageMedia before = peer;
    if (before == null && !current.mayServe(media)) {
      // it came before its peer's SDP did, and is not whose that says
      inbox.close();
      detach();
      events.lost(this, "connection is not the one of the SDP");
    } else if (before != null && !before.isAt(media)) {
      movable = !connect;
      if (connect) {
        detach();
      }
    }
  }

  private void expectNoMore() {
    MessageMedia known = peer;
    if (known != null) {
      connections.expectNoMore(this, known);
    }
  }

  /** A connection that we made is there. */
  void connected(Connection made) {
    if (closed || connection != null) {
      made.release(this);
      return;
    }
    attach(made);
    Output out = output;
    if (out != null) {
      outbox.bind(out);
    }
    events.bound(this);
  }

  void connectFailed(String why) {
    awaited = false;
    if (!closed) {
      events.lost(this, why);
    }
  }

  private void attach(Connection made) {
    expectNoMore();
    connection = made;
    output = made.attach(this);
    movable = false;
    awaited = false;
  }

  /** Leaves the connection; answers that are under way on it are still taken. */
  private void detach() {
    Connection old = connection;
    Output out = output;
    connection = null;
    output = null;
    if (old != null && out != null) {
      out.whenHandedOver(() -> old.release(this));
    }
  }

  /** A frame for this leg, or a piece of it. */
  void receive(Connection from, Piece piece) {
    Head head = piece.head();
    if (head.isResponse()) {
      // on whichever connection: that of before a move brings what was asked there
      if (piece.endsFrame()) {
        outbox.answered(head);
      }
      return;
    }
    if (closed || from != connection && !bind(from)) {
      if (piece.endsFrame() && head.kind() != FrameKind.REPORT) {
        from.respond(head, closed ? Status.NO_SESSION : Status.OTHER_CONNECTION);
      }
      return;
    }
    if (head.kind() == FrameKind.SEND) {
      inbox.piece(piece);
    } else if (piece.endsFrame()) {
      other(head);
    }
  }

  /** The first request on a connection binds it to the session (RFC 4975 section 7.3). */
  private boolean bind(Connection from) {
    if (connection != null && !movable || !from.mayServe(peer)) {
      return false;
    }
    if (connection != null) {
      detach();
    }
    attach(from);
    events.bound(this);
    return true;
  }

  private void other(Head head) {
    switch (head.kind()) {
      case REPORT -> {
        if (head.fault() == null) {
          events.report(this, head);
        }
      }
      case NICKNAME ->
          respond(head, head.fault() != null ? Status.BAD_REQUEST : events.nickname(this, head));
      default -> respond(head, head.fault() != null ? Status.BAD_REQUEST : Status.METHOD);
    }
  }

  void respond(Head request, Status status) {
    Output out = output;
    if (out != null && request.hasPaths()) {
      FrameWriter.response(out.answer(FrameWriter.ROOM + request.length()), request, status);
    }
  }

  @Override
  public boolean sharesConnection() {
    Connection current = connection;
    return current != null && current.legs() > 1;
  }

  @Override
  public void stopReading() {
    Connection current = connection;
    if (current != null && current.legs() == 1) {
      current.stopReading();
    }
  }

  @Override
  public void readOn() {
    Connection current = connection;
    if (current != null) {
      current.readOn();
    }
  }

  void connectionLost(Connection lost, String why) {
    if (connection == lost) {
      connection = null;
      output = null;
      outbox.connectionLost();
      if (isInUse()) {
        events.lost(this, why);
      }
    }
  }

  @Override
  public void unknownToPeer(int status) {
    if (!closed) {
      events.lost(this, "peer answered " + status);
    }
  }

  /** Whether nothing is waited for. */
  boolean isSettled() {
    return connection == null || outbox.isSettled();
  }

  void tick(long now) {
    inbox.tick(now);
    outbox.tick(now);
  }

  /** Takes nothing in any more; answers still come. */
  void stop() {
    if (!closed) {
      closed = true;
      expectNoMore();
      inbox.close();
    }
  }

  /** Frees the id and the connection. */
  void release() {
    stop();
    outbox.close();
    connections.forget(this);
    detach();
  }
}
