package io.tollgate.diameter.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.transport.WireWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a peer, from the first byte to the last: capabilities, watchdog, requests and
 * answers. Belongs to the event loop.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Link {
  private static final Logger LOG = LogManager.getLogger(Connection.class);

  private static final int MOST_UNREAD = 10_000;

  /** Where the connection is in its life (RFC 6733 5.6). */
  enum Stage {
    AWAITING_CER,
    AWAITING_CEA,
    OPEN,
    CLOSING,
    CLOSED
  }

  private final ConnectionLoop loop;
  private final Channel channel;
  private final BatchWriter writer;
  private final FrameReader reader = new FrameReader();
  private final PeerDialogue dialogue;
  private final Answers answers;
  private final TimerWheel.Entry deadline;
  private final Liveness liveness;
  private @Nullable OpenRequests requests;

  /** The peer took leave: what it leaves unanswered, it did not act on. */
  private boolean farewell;

  private @Nullable Peer peer;
  private Stage stage;
  private int unread;

  /**
   * @param peer whom we connected to; null when we were connected to
   */
  Connection(ConnectionLoop loop, Channel channel, @Nullable Peer peer) {
    this.loop = loop;
    this.channel = channel;
    this.peer = peer;
    this.stage = peer == null ? Stage.AWAITING_CER : Stage.AWAITING_CEA;
    this.writer = new BatchWriter(channel);
    this.dialogue = new PeerDialogue(this, loop);
    this.answers = new Answers(this, loop);
    this.deadline =
        new TimerWheel.Entry() {
          @Override
          void expired() {
            close("no progress in time while " + stage);
          }
        };
    this.liveness = new Liveness(loop, this::act);
  }

  Channel channel() {
    return channel;
  }

  @Nullable Peer peer() {
    return peer;
  }

  @Override
  public boolean isAwaitingAnswer() {
    return stage == Stage.AWAITING_CEA;
  }

  Stage stage() {
    return stage;
  }

  @Override
  public int outstanding() {
    return requests == null ? 0 : requests.count();
  }

  boolean isSecure() {
    return channel.pipeline().get(SslHandler.class) != null;
  }

  InetAddress remote() {
    return ((InetSocketAddress) channel.remoteAddress()).getAddress();
  }

  @Override
  public boolean isTo(String address) {
    return channel.remoteAddress() instanceof InetSocketAddress to
        && address.equalsIgnoreCase(to.getAddress().getHostAddress());
  }

  @Override
  public boolean isWritable() {
    return stage == Stage.OPEN && channel.isWritable();
  }

  // ---- The capabilities exchange ----

  /** The connection is up and, with TLS, secure: we begin, or wait for the other side to. */
  void ready() {
    loop.start(deadline, loop.timers().capabilities().toNanos());
    if (stage == Stage.AWAITING_CEA) {
      dialogue.sendCapabilities();
    }
  }

  void open(Peer with, Avps capabilities) {
    peer = with;
    stage = Stage.OPEN;
    loop.stop(deadline);
    requests = new OpenRequests(loop, this, with);
    with.opened(this, capabilities);
  }

  // ---- Requests ----

  private OpenRequests requests() {
    if (requests == null) {
      throw new IllegalStateException("requests before the capabilities exchange");
    }
    return requests;
  }

  @Override
  public void send(PendingRequest request, Way way, long now) {
    requests().send(request, way, writer, now);
  }

  @Override
  public Peer forget(PendingRequest request) {
    Peer with = peer;
    if (with == null) {
      throw new IllegalStateException("requests before the capabilities exchange");
    }
    requests().remove(request);
    return with;
  }

  /** An answer came. */
  void answered(PendingRequest request) {
    requests().answered(request);
  }

  @Nullable PendingRequest waiting(int hopByHop) {
    return requests == null ? null : requests.get(hopByHop);
  }

  @Override
  public void handOver() {
    if (requests != null) {
      requests.handOver();
    }
  }

  /**
   * A peer that asks and does not read is cut off. Reading from it must not stop instead: it may be
   * waiting for us to read our answers before it goes on.
   */
  void write(Message message) {
    if (stage == Stage.CLOSED) {
      return;
    }
    unread = channel.isWritable() ? 0 : unread + 1;
    if (unread > MOST_UNREAD) {
      close("it does not read: " + unread + " messages wait for it");
      return;
    }
    RequestEncoder.encode(message, writer.buffer());
  }

  // ---- The watchdog ----

  @Override
  public void watch(Watchdog with, Duration interval) {
    liveness.start(with, interval);
  }

  private void act(Watchdog.Action action) {
    Peer with = peer;
    if (with == null) {
      return;
    }
    switch (action) {
      case NOTHING -> {}
      case SEND_WATCHDOG -> dialogue.sendWatchdog();
      case FAIL_OVER -> with.suspect(this);
      case FAIL_BACK -> with.trusted();
      case CLOSE -> close("the watchdog went unanswered twice");
    }
  }

  // ---- Taking leave ----

  @Override
  public void disconnect() {
    if (stage == Stage.OPEN) {
      leaving();
      dialogue.sendDisconnect();
      loop.start(deadline, loop.timers().disconnect().toNanos());
    } else {
      close("stopped");
    }
  }

  /** No more requests on this connection. */
  void leaving() {
    stage = Stage.CLOSING;
    liveness.stop();
    Peer with = peer;
    if (with != null) {
      with.closing();
    }
  }

  /** The peer said good-bye: it should close, and has a moment to do so. */
  void awaitClose() {
    leaving();
    farewell = true;
    loop.start(deadline, loop.timers().disconnect().toNanos());
  }

  @Override
  public void close(String why) {
    if (stage == Stage.CLOSED) {
      return;
    }
    writer.run();
    stage = Stage.CLOSED;
    loop.stop(deadline);
    liveness.stop();
    Connector.drop(channel);
    Peer with = peer;
    if (with == null) {
      LOG.info("{}: closed: {}", channel.remoteAddress(), why);
      return;
    }
    with.closed(this, why);
    if (requests != null) {
      requests.lost(farewell);
    }
  }

  // ---- What arrives ----

  @Override
  public void channelRead(ChannelHandlerContext context, Object in) {
    try {
      if (stage != Stage.CLOSED) {
        reader.read((ByteBuf) in, context.alloc(), this::frame);
      }
    } catch (FrameReader.FramingException e) {
      Peer with = peer;
      if (with != null) {
        with.metrics().dropped("framing");
      }
      close("not Diameter: " + e.getMessage());
    } finally {
      ReferenceCountUtil.release(in);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    close("closed by the peer");
    reader.release();
    writer.release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // Only our own mistakes deserve a stack trace: the peer can cause the others at will.
    if (!(cause instanceof IOException) && !(cause instanceof DecoderException)) {
      LOG.error("{}: failed", channel.remoteAddress(), cause);
    }
    close(String.valueOf(cause.getMessage()));
  }

  private boolean frame(ByteBuf bytes, int offset, int length) {
    int flagsAndCommand = bytes.getInt(offset + 4);
    int command = flagsAndCommand & 0xFF_FFFF;
    boolean request = flagsAndCommand < 0;
    if (stage == Stage.OPEN) {
      heard(request, command == Commands.DEVICE_WATCHDOG.code());
    }
    if (PeerDialogue.isForPeers(command)) {
      dialogue.received(copy(bytes, offset, length));
    } else if (stage == Stage.AWAITING_CEA || stage == Stage.AWAITING_CER) {
      close("command " + command + " (expected: the capabilities exchange)");
    } else if (request) {
      answers.request(copy(bytes, offset, length));
    } else {
      answers.answer(bytes, offset, length);
    }
    return stage != Stage.CLOSED;
  }

  private void heard(boolean request, boolean watchdog) {
    if (watchdog && !request) {
      liveness.answered();
    } else {
      liveness.heard(watchdog);
    }
  }

  /** Somebody may want to see what goes over this connection. */
  void show(@Nullable String session, boolean sent, byte[] bytes) {
    Peer with = peer;
    if (with != null && loop.wire().isOn()) {
      loop.wire()
          .saw(
              new WireWatch.Sighting(
                  with.host(),
                  session,
                  sent,
                  channel.localAddress() instanceof InetSocketAddress here ? here : null,
                  channel.remoteAddress() instanceof InetSocketAddress there ? there : null,
                  bytes));
    }
  }

  static byte[] copy(ByteBuf bytes, int offset, int length) {
    byte[] copy = new byte[length];
    bytes.getBytes(offset, copy);
    return copy;
  }
}
