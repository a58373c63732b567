package io.tollgate.hep;

import java.io.ByteArrayOutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * One message as HEP3 has it: {@code HEP3}, a length, and chunks of vendor, type, length and value.
 *
 * @param correlation the Call-ID of what it belongs to; empty where the payload says so itself
 */
public record HepPacket(
    Kind kind,
    InetSocketAddress from,
    InetSocketAddress to,
    boolean overUdp,
    Instant at,
    String correlation,
    byte[] payload) {

  /** What the payload is. */
  public enum Kind {
    SIP(1),
    /** As JSON. */
    DIAMETER(0x38),
    LOG(0x64);

    private final int type;

    Kind(int type) {
      this.type = type;
    }
  }

  private static final int UDP = 17;
  private static final int TCP = 6;
  private static final int IPV4 = 2;
  private static final int IPV6 = 10;

  /** With all that is around it, it has to fit into a datagram. */
  private static final int LARGEST_PAYLOAD = 60_000;

  byte[] encode(int captureId, String password) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    InetAddress source = from.getAddress();
    InetAddress target = to.getAddress();
    boolean six = source instanceof Inet6Address || target instanceof Inet6Address;
    octet(chunks, 0x01, six ? IPV6 : IPV4);
    octet(chunks, 0x02, overUdp ? UDP : TCP);
    chunk(chunks, six ? 0x05 : 0x03, address(source, six));
    chunk(chunks, six ? 0x06 : 0x04, address(target, six));
    chunk(chunks, 0x07, ByteBuffer.allocate(2).putShort((short) from.getPort()).array());
    chunk(chunks, 0x08, ByteBuffer.allocate(2).putShort((short) to.getPort()).array());
    number(chunks, 0x09, (int) at.getEpochSecond());
    number(chunks, 0x0a, at.getNano() / 1000);
    octet(chunks, 0x0b, kind.type);
    number(chunks, 0x0c, captureId);
    if (!password.isEmpty()) {
      chunk(chunks, 0x0e, password.getBytes(StandardCharsets.UTF_8));
    }
    if (!correlation.isEmpty()) {
      chunk(chunks, 0x11, correlation.getBytes(StandardCharsets.UTF_8));
    }
    chunk(
        chunks,
        0x0f,
        payload.length <= LARGEST_PAYLOAD ? payload : Arrays.copyOf(payload, LARGEST_PAYLOAD));
    return ByteBuffer.allocate(6 + chunks.size())
        .put("HEP3".getBytes(StandardCharsets.US_ASCII))
        .putShort((short) (6 + chunks.size()))
        .put(chunks.toByteArray())
        .array();
  }

  /** An IPv4 address beside an IPv6 one is written as one. */
  private static byte[] address(InetAddress address, boolean six) {
    byte[] octets = address.getAddress();
    if (six && octets.length == 4) {
      return ByteBuffer.allocate(16).position(10).putShort((short) -1).put(octets).array();
    }
    return octets;
  }

  private static void octet(ByteArrayOutputStream out, int type, int value) {
    chunk(out, type, new byte[] {(byte) value});
  }

  private static void number(ByteArrayOutputStream out, int type, int value) {
    chunk(out, type, ByteBuffer.allocate(4).putInt(value).array());
  }

  private static void chunk(ByteArrayOutputStream out, int type, byte[] value) {
    out.writeBytes(
        ByteBuffer.allocate(6)
            .putShort((short) 0)
            .putShort((short) type)
            .putShort((short) (6 + value.length))
            .array());
    out.writeBytes(value);
  }
}
