package io.tollgate.launcher;

import io.tollgate.hep.HepPacket;
import io.tollgate.hep.HepSender;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Sees the SIP messages at the sockets, as they come and go: counts responses, and sends copies of
 * all to a collector if there is one.
 */
public final class SipTap implements AutoCloseable {
  private static final byte[] RESPONSE = "SIP/2.0 ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VERSION = " SIP/2.0\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_FIRST_LINE = 1024;
  private static final InetSocketAddress NOWHERE = new InetSocketAddress("0.0.0.0", 0);

  private final Map<String, LongAdder> responses = new ConcurrentHashMap<>();
  private final @Nullable HepSender sender;

  private SipTap(@Nullable HepSender sender) {
    this.sender = sender;
  }

  static SipTap of(Properties properties) {
    String host = properties.getProperty(GuardProperties.HEP_HOST, "");
    return new SipTap(
        host.isEmpty()
            ? null
            : new HepSender(
                new HepSender.Target(
                    host,
                    number(properties, GuardProperties.HEP_PORT),
                    number(properties, GuardProperties.HEP_ID),
                    properties.getProperty(GuardProperties.HEP_PASSWORD, "")),
                number(properties, GuardProperties.HEP_QUEUE)));
  }

  private static int number(Properties properties, String name) {
    return Integer.parseInt(properties.getProperty(name, "1"));
  }

  /** How many responses: {@code sent 200}, {@code received 486}. */
  Map<String, Long> responses() {
    Map<String, Long> all = new TreeMap<>();
    responses.forEach((name, count) -> all.put(name, count.sum()));
    return all;
  }

  /** A whole message, or the first part of a large one. */
  void saw(
      boolean sent,
      byte[] octets,
      int offset,
      int length,
      @Nullable SocketAddress here,
      @Nullable SocketAddress there,
      boolean overUdp) {
    boolean response = isAt(RESPONSE, octets, offset, length);
    if (response && length >= RESPONSE.length + 3) {
      responses
          .computeIfAbsent(
              (sent ? "sent " : "received ") + status(octets, offset + RESPONSE.length),
              each -> new LongAdder())
          .increment();
    }
    HepSender to = sender;
    if (to != null && (response || isRequest(octets, offset, length))) {
      byte[] copy = Arrays.copyOfRange(octets, offset, offset + length);
      InetSocketAddress own = known(here);
      InetSocketAddress other = known(there);
      Instant now = Instant.now();
      to.submit(
          () ->
              new HepPacket(
                  HepPacket.Kind.SIP,
                  sent ? own : other,
                  sent ? other : own,
                  overUdp,
                  now,
                  "",
                  copy));
    }
  }

  /** Whatever somebody sends as a status, there are no more than so many. */
  private static String status(byte[] octets, int at) {
    int status = 0;
    for (int i = at; i < at + 3; i++) {
      int digit = octets[i] - '0';
      if (digit < 0 || digit > 9) {
        return "other";
      }
      status = status * 10 + digit;
    }
    return status >= 100 && status <= 699 ? Integer.toString(status) : "other";
  }

  private static boolean isRequest(byte[] octets, int offset, int length) {
    int end = offset + Math.min(length, LONGEST_FIRST_LINE);
    for (int i = offset; i + VERSION.length <= end; i++) {
      if (octets[i] == ' ' && isAt(VERSION, octets, i, end - i)) {
        return true;
      }
      if (octets[i] == '\n') {
        return false;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] text, byte[] octets, int offset, int length) {
    return length >= text.length
        && Arrays.equals(text, 0, text.length, octets, offset, offset + text.length);
  }

  private static InetSocketAddress known(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress known && known.getAddress() != null
        ? known
        : NOWHERE;
  }

  /** What goes out over a connection. */
  public OutputStream over(Socket socket, OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] octets, int offset, int length) throws IOException {
        saw(
            true,
            octets,
            offset,
            length,
            socket.getLocalSocketAddress(),
            socket.getRemoteSocketAddress(),
            false);
        out.write(octets, offset, length);
      }
    };
  }

  /** What comes in over a connection. */
  public WholeMessages.Watch over(Socket socket) {
    return (octets, offset, length) ->
        saw(
            false,
            octets,
            offset,
            length,
            socket.getLocalSocketAddress(),
            socket.getRemoteSocketAddress(),
            false);
  }

  @Override
  public void close() {
    if (sender != null) {
      sender.close();
    }
  }
}
