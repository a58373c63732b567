package io.tollgate.diameter.transport.netty;

import io.netty.buffer.ByteBuf;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.avp.AvpHeader;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.command.Applications;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.Urgency;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes requests into the buffer of a connection; what never changes is encoded beforehand. */
final class RequestEncoder {
  /** OLR_DEFAULT_ALGO of RFC 7683 7.2. */
  private static final long LOSS = 1;

  /** Message Length has 24 bits (RFC 6733 3). */
  private static final int MOST = (1 << 24) - 1;

  /** For the header, what is added here, and what a dialect writes otherwise. */
  private static final int MARGIN = 256 * 1024;

  private final byte[] rfRouting;
  private final byte[] roRouting;
  private final byte[][] common;

  /** For servers that do not take OC-Supported-Features. */
  private final byte[][] withoutOverload;

  RequestEncoder(TransportConfig config) {
    rfRouting = routing(config, ChargingInterface.CH1);
    roRouting = routing(config, ChargingInterface.CH2);
    common = new byte[Urgency.values().length][];
    withoutOverload = new byte[Urgency.values().length][];
    for (Urgency urgency : Urgency.values()) {
      common[urgency.ordinal()] = common(config.features().overloadControl(), config, urgency);
      withoutOverload[urgency.ordinal()] = common(false, config, urgency);
    }
  }

  /** Whether a request can be written as one message, for whatever server. */
  static boolean fits(OutboundRequest request) {
    return request.body().length() <= MOST - MARGIN;
  }

  /** What goes with every request: that overload is obeyed (RFC 7683 5.1.1), and DRMP. */
  private static byte[] common(boolean overloadControl, TransportConfig config, Urgency urgency) {
    AvpWriter out = new AvpWriter(64);
    if (overloadControl) {
      out.group(
          BaseAvps.OC_SUPPORTED_FEATURES,
          group -> group.unsigned64(BaseAvps.OC_FEATURE_VECTOR, LOSS));
    }
    if (config.features().priorities()) {
      out.integer32(BaseAvps.DRMP, urgency.priority());
    }
    return out.toAvps().toBytes();
  }

  /** Origin-Host, Origin-Realm and Destination-Realm. */
  private static byte[] routing(TransportConfig config, ChargingInterface target) {
    return new AvpWriter()
        .text(BaseAvps.ORIGIN_HOST, config.node().originHost())
        .text(BaseAvps.ORIGIN_REALM, config.node().originRealm())
        .text(BaseAvps.DESTINATION_REALM, config.destinationRealm(target))
        .toAvps()
        .toBytes();
  }

  /**
   * @param peer the one it is sent to
   * @param destination the server it is for, if one was asked for
   */
  void encode(
      PendingRequest pending,
      int hopByHop,
      String peer,
      @Nullable String destination,
      ByteBuf out) {
    encode(pending.request(), pending.isRetransmission(), hopByHop, peer, destination, out);
  }

  /**
   * @param retransmission the T flag
   */
  void encode(
      OutboundRequest request,
      boolean retransmission,
      int hopByHop,
      String peer,
      @Nullable String destination,
      ByteBuf out) {
    byte[] routing =
        switch (request.target()) {
          case CH1 -> rfRouting;
          case CH2 -> roRouting;
        };
    String server = destination == null ? peer : destination;
    byte[] more =
        (request.dialect().announcesOverloadControl(server) ? common : withoutOverload)
            [request.urgency().ordinal()];
    Avps destinationHost =
        destination == null
            ? Avps.NONE
            : new AvpWriter(64).text(BaseAvps.DESTINATION_HOST, destination).toAvps();
    byte[] session = request.sessionId().getBytes(StandardCharsets.UTF_8);
    int sessionLength = 8 + session.length;
    int padded = AvpHeader.padded(sessionLength);
    Avps body = request.dialect().write(server, request.body());
    int length =
        MessageCodec.HEADER_LENGTH
            + padded
            + routing.length
            + destinationHost.length()
            + more.length
            + body.length();
    int flags = Message.REQUEST | Message.PROXIABLE | (retransmission ? Message.RETRANSMITTED : 0);
    out.ensureWritable(length);
    // Checked once for the whole message instead of at each word.
    ByteBuffer to = out.internalNioBuffer(out.writerIndex(), length);
    to.putInt(MessageCodec.VERSION << 24 | length)
        .putInt(flags << 24 | request.command())
        .putInt(Applications.of(request.target()))
        .putInt(hopByHop)
        .putInt(request.endToEnd())
        .putInt(BaseAvps.SESSION_ID.code())
        .putInt(AvpHeader.MANDATORY << 24 | sessionLength)
        .put(session);
    for (int i = sessionLength; i < padded; i++) {
      to.put((byte) 0);
    }
    to.put(routing);
    destinationHost.read(to::put);
    to.put(more);
    body.read(to::put);
    out.writerIndex(out.writerIndex() + length);
  }

  static void append(Avps avps, ByteBuf out) {
    avps.read(out::writeBytes);
  }

  static void encode(Message message, ByteBuf out) {
    out.writeInt(MessageCodec.VERSION << 24 | MessageCodec.HEADER_LENGTH + message.avps().length())
        .writeInt(message.flags() << 24 | message.command())
        .writeInt(message.application())
        .writeInt(message.hopByHop())
        .writeInt(message.endToEnd());
    append(message.avps(), out);
  }
}
