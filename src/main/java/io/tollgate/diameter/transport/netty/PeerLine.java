package io.tollgate.diameter.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.MalformedException;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Command;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one peer on which messages are exchanged in turns, for a check by an operator:
 * what is sent is written by the same code as in service, and the answer is seen whole. Blocks, and
 * is not for use in service.
 */
public final class PeerLine implements AutoCloseable {
  /** A peer that asks for ever in between would keep the check from its end. */
  private static final int MOST_BETWEEN = 1000;

  private final TransportConfig config;
  private final PeerConfig peer;
  private final Duration timeout;
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final RequestEncoder encoder;
  private final List<String> asked = new ArrayList<>();
  private int nextId = ThreadLocalRandom.current().nextInt();

  private PeerLine(TransportConfig config, PeerConfig peer, Duration timeout, Socket socket)
      throws IOException {
    this.config = config;
    this.peer = peer;
    this.timeout = timeout;
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    this.encoder = new RequestEncoder(config);
  }

  /**
   * @param broken how the answer breaks the protocol, and then its AVPs cannot be read; else null
   */
  public record Reply(Message message, long result, @Nullable String broken, int brokenCode) {

    /** What of it can be read. */
    public Avps avps() {
      return broken == null ? message.avps() : Avps.NONE;
    }
  }

  /**
   * @param timeout bound on connecting and on each answer
   */
  public static PeerLine connect(TransportConfig config, PeerConfig peer, Duration timeout)
      throws IOException, TransportException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(peer.address(), peer.port()), Math.toIntExact(timeout.toMillis()));
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      if (peer.wire() == PeerConfig.Wire.TLS) {
        if (config.tls() == null) {
          throw new TransportException(
              peer.host() + ": ;tls without certificates (expected: diameter.tls-certificate)");
        }
        return new PeerLine(config, peer, timeout, new Tls(config.tls()).towards(peer, socket));
      }
      return new PeerLine(config, peer, timeout, socket);
    } catch (IOException | TransportException e) {
      socket.close();
      throw e;
    }
  }

  /** CER and its CEA (RFC 6733 5.3). */
  public Reply capabilities() throws IOException {
    return peers(
        Commands.CAPABILITIES_EXCHANGE,
        Capabilities.ours(config.node(), peer.interfaces(), socket.getLocalAddress()));
  }

  /** The interfaces that a CEA offers. */
  public static Set<ChargingInterface> offered(Avps capabilities) {
    return Capabilities.offered(capabilities);
  }

  /** DWR and its DWA (RFC 6733 5.5). */
  public Reply watchdog() throws IOException {
    AvpWriter avps = new AvpWriter(128);
    Capabilities.identity(avps, config.node());
    avps.unsigned32(BaseAvps.ORIGIN_STATE_ID, config.node().originStateId());
    return peers(Commands.DEVICE_WATCHDOG, avps.toAvps());
  }

  /** DPR and its DPA (RFC 6733 5.4). */
  public Reply disconnect() throws IOException {
    AvpWriter avps = new AvpWriter(128);
    Capabilities.identity(avps, config.node());
    avps.integer32(BaseAvps.DISCONNECT_CAUSE, 0);
    return peers(Commands.DISCONNECT_PEER, avps.toAvps());
  }

  /**
   * As in service, with the dialect of the request.
   *
   * @param destination the server that it is for, where it has to be named
   */
  public Reply send(OutboundRequest request, @Nullable String destination) throws IOException {
    int id = nextId++;
    ByteBuf buffer = Unpooled.buffer(4096);
    encoder.encode(request, request.retransmission(), id, peer.host(), destination, buffer);
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return exchange(bytes, id);
  }

  /** All AVPs that a request is sent with. */
  public Avps written(OutboundRequest request, @Nullable String destination) {
    ByteBuf buffer = Unpooled.buffer(4096);
    encoder.encode(request, false, 0, peer.host(), destination, buffer);
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return MessageCodec.header(bytes).avps();
  }

  /** The commands that the peer sent by itself, in their order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private Reply peers(Command command, Avps avps) throws IOException {
    int id = nextId++;
    return exchange(
        MessageCodec.encode(new Message(Message.REQUEST, command.code(), 0, id, id, avps)), id);
  }

  private Reply exchange(byte[] request, int id) throws IOException {
    out.write(request);
    out.flush();
    long deadline = System.nanoTime() + timeout.toNanos();
    for (int i = 0; i < MOST_BETWEEN; i++) {
      byte[] bytes = frame(deadline);
      Message message = MessageCodec.header(bytes);
      if (message.isRequest()) {
        answer(message);
      } else if (message.hopByHop() == id) {
        return reply(message, bytes);
      }
    }
    throw new IOException(MOST_BETWEEN + " messages and no answer among them");
  }

  private Reply reply(Message message, byte[] bytes) {
    try {
      MessageCodec.check(
          message,
          bytes,
          (code, vendor) -> config.features().unknownAvps().skips(peer.host(), code, vendor));
      return new Reply(message, MessageCodec.resultCode(message.avps()), null, 0);
    } catch (MalformedException e) {
      return new Reply(
          message,
          MessageCodec.claimedResult(bytes),
          String.valueOf(e.getMessage()),
          e.resultCode());
    }
  }

  private byte[] frame(long deadline) throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("no answer within " + timeout.toMillis() + " ms");
    }
    socket.setSoTimeout((int) left);
    int first;
    try {
      first = in.readInt();
    } catch (EOFException e) {
      throw new IOException("the peer closed the connection", e);
    } catch (SocketTimeoutException e) {
      SocketTimeoutException told =
          new SocketTimeoutException("no answer within " + timeout.toMillis() + " ms");
      told.initCause(e);
      throw told;
    }
    int length = first & 0xFF_FFFF;
    if (first >>> 24 != MessageCodec.VERSION
        || length < MessageCodec.HEADER_LENGTH
        || length > FrameReader.LONGEST_MESSAGE) {
      throw new IOException(
          "version %d, length %d (expected: 1, %d to %d)"
              .formatted(
                  first >>> 24, length, MessageCodec.HEADER_LENGTH, FrameReader.LONGEST_MESSAGE));
    }
    byte[] bytes = new byte[length];
    bytes[0] = (byte) (first >>> 24);
    bytes[1] = (byte) (length >>> 16);
    bytes[2] = (byte) (length >>> 8);
    bytes[3] = (byte) length;
    in.readFully(bytes, 4, length - 4);
    return bytes;
  }

  /** Whatever it asks in between is taken note of; nothing here hangs on it. */
  private void answer(Message request) throws IOException {
    Command command = Commands.find(request.command());
    if (asked.size() < MOST_BETWEEN) {
      asked.add(command == null ? "command " + request.command() : command.name() + "-Request");
    }
    AvpWriter avps = new AvpWriter(256);
    try {
      MessageCodec.check(request, MessageCodec.encode(request));
      String session = request.avps().text(BaseAvps.SESSION_ID);
      if (session != null) {
        avps.text(BaseAvps.SESSION_ID, session);
      }
      avps.unsigned32(BaseAvps.RESULT_CODE, ResultCode.SUCCESS);
    } catch (MalformedException e) {
      avps.unsigned32(BaseAvps.RESULT_CODE, e.resultCode());
    }
    Capabilities.identity(avps, config.node());
    out.write(
        MessageCodec.encode(
            new Message(
                request.flags() & Message.PROXIABLE,
                request.command(),
                request.application(),
                request.hopByHop(),
                request.endToEnd(),
                avps.toAvps())));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
