package io.tollgate.bench.calls;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A call-stateful B2BUA over UDP in plain Java: what a call costs a JVM that does no more than the
 * calls of the benchmark need, as a limit to hold servers against. Two legs of a call with
 * Call-IDs, tags, CSeqs and Contacts of their own; requests are sent again until they are answered
 * (Timer A, E), 2xx until their ACK, repetitions are answered from what was said before, and a call
 * is kept for 32 s after its end. One thread reads, parses and sends.
 */
public final class PlainB2bua {
  private static final int KEPT_SECONDS = 32;
  private static final int T1_MILLIS = 500;
  private static final int T2_MILLIS = 4_000;
  private static final int BUFFER = 4 << 20;

  private final DatagramChannel socket;
  private final String contact;
  private final String via;
  private final HashedWheelTimer timer = new HashedWheelTimer(50, TimeUnit.MILLISECONDS);

  /** By the Call-ID of either leg; the timer takes out what is over. */
  private final Map<String, Leg> legs = new ConcurrentHashMap<>();

  private long calls;

  private PlainB2bua() throws IOException {
    socket = DatagramChannel.open();
    socket.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
    socket.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    String self = "127.0.0.1:" + port();
    contact = "Contact: <sip:" + self + ">\r\n";
    via = "Via: SIP/2.0/UDP " + self + ";branch=z9hG4bK";
  }

  public static void main(String[] words) throws IOException {
    PlainB2bua server = new PlainB2bua();
    Thread reader = new Thread(server::read, "plain-b2bua");
    reader.setDaemon(true);
    reader.start();
    System.out.println("ports " + server.port() + " 0");
    while (System.in.read() >= 0) {
      // Only its end tells something.
    }
  }

  private int port() throws IOException {
    return ((InetSocketAddress) socket.getLocalAddress()).getPort();
  }

  /** One side of a call; what it knows of its party, and what it said last. */
  @SuppressWarnings("NullAway.Init")
  private static final class Leg {
    final String callId;
    Leg other;

    /** How its party and we are named in this leg, each with its tag. */
    String party;

    String self;
    InetSocketAddress address;
    String target;
    int cseq = 1;

    /** The last request of the party that we have not answered: its Vias, to be sent back. */
    String vias = "";

    String requestCseq = "";
    String lastAnswer;
    String lastAnswerCseq = "";
    String branch = "";
    volatile @Nullable Timeout repeat;

    Leg(String callId) {
      this.callId = callId;
    }
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(65_535);
    byte[] octets = new byte[65_535];
    while (true) {
      try {
        buffer.clear();
        InetSocketAddress from = (InetSocketAddress) socket.receive(buffer);
        buffer.flip();
        int length = buffer.remaining();
        buffer.get(octets, 0, length);
        Message message = Message.parse(new String(octets, 0, length, StandardCharsets.UTF_8));
        if (message.status == 0) {
          request(message, from);
        } else {
          response(message);
        }
      } catch (IOException | RuntimeException e) {
        System.err.println("plain B2BUA: " + e);
      }
    }
  }

  private void request(Message message, InetSocketAddress from) throws IOException {
    String callId = message.header("call-id");
    Leg leg = legs.get(callId);
    if (leg == null) {
      if (message.method.equals("INVITE")) {
        begin(message, callId, from);
      } else if (!message.method.equals("ACK")) {
        leg = new Leg(callId);
        leg.address = from;
        leg.vias = message.vias;
        answer(leg, message, "481 Call/Transaction Does Not Exist", "", "");
      }
      return;
    }
    String cseq = message.header("cseq");
    if (message.method.equals("ACK")) {
      stop(leg);
      send(leg.other, request(leg.other, "ACK", leg.other.cseq, branch(), message));
    } else if (cseq.equals(leg.lastAnswerCseq)) {
      write(leg.address, leg.lastAnswer);
    } else if (!cseq.equals(leg.requestCseq)) {
      leg.requestCseq = cseq;
      leg.vias = message.vias;
      forward(leg.other, message);
    }
  }

  private void begin(Message message, String callId, InetSocketAddress from) throws IOException {
    Leg caller = new Leg(callId);
    Leg callee = new Leg(callId + "-" + ++calls);
    caller.other = callee;
    callee.other = caller;
    caller.address = from;
    caller.vias = message.vias;
    caller.requestCseq = message.header("cseq");
    caller.party = message.header("from");
    caller.self = message.header("to") + ";tag=p" + calls;
    caller.target = uri(message.header("contact"));
    callee.party = message.header("to");
    callee.self = addressOf(message.header("from")) + ";tag=q" + calls;
    callee.target = message.uri;
    callee.address = hop(message.uri);
    legs.put(caller.callId, caller);
    legs.put(callee.callId, callee);
    answer(caller, message, "100 Trying", "", "");
    forward(callee, message);
  }

  private void forward(Leg to, Message message) throws IOException {
    if (!message.method.equals("INVITE")) {
      to.cseq++;
    }
    to.branch = branch();
    String text = request(to, message.method, to.cseq, to.branch, message);
    send(to, text);
    repeat(to, text, T1_MILLIS, T1_MILLIS);
  }

  private void response(Message message) throws IOException {
    Leg leg = legs.get(message.header("call-id"));
    if (leg == null || message.status == 100) {
      return;
    }
    stop(leg);
    boolean invite = message.header("cseq").endsWith("INVITE");
    if (message.status >= 200 && !message.vias.contains(leg.branch)) {
      return;
    }
    if (invite && message.status >= 200 && message.status < 300) {
      leg.party = message.header("to");
      leg.target = uri(message.header("contact"));
    }
    Leg to = leg.other;
    String status = message.status + " " + message.reason;
    answer(to, message, status, contact, message.header("content-type"));
    if (message.status >= 200) {
      to.lastAnswerCseq = to.requestCseq;
      if (invite && message.status < 300) {
        repeat(to, to.lastAnswer, T1_MILLIS, T1_MILLIS);
      }
      if (!invite) {
        timer.newTimeout(
            over -> {
              legs.remove(leg.callId);
              legs.remove(to.callId);
            },
            KEPT_SECONDS,
            TimeUnit.SECONDS);
      }
    }
  }

  /** Until it is answered: at intervals that double (RFC 3261 17.1.1.2), for 32 s. */
  private void repeat(Leg to, String text, int interval, int passed) {
    to.repeat =
        timer.newTimeout(
            due -> {
              write(to.address, text);
              if (passed < KEPT_SECONDS * 1_000) {
                int next = Math.min(interval * 2, T2_MILLIS);
                repeat(to, text, next, passed + next);
              }
            },
            interval,
            TimeUnit.MILLISECONDS);
  }

  private static void stop(Leg leg) {
    Timeout repeat = leg.repeat;
    if (repeat != null) {
      repeat.cancel();
      leg.repeat = null;
    }
  }

  private String branch() {
    return Long.toString(System.nanoTime(), 36) + calls;
  }

  private String request(Leg to, String method, int cseq, String branch, Message of) {
    String type = of.header("content-type");
    return (method + " " + to.target + " SIP/2.0\r\n")
        + (via + branch + "\r\n")
        + ("From: " + to.self + "\r\nTo: " + to.party + "\r\n")
        + ("Call-ID: " + to.callId + "\r\nCSeq: " + cseq + " " + method + "\r\n")
        + contact
        + "Max-Forwards: 69\r\n"
        + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
        + ("Content-Length: " + of.body.length() + "\r\n\r\n")
        + of.body;
  }

  private void answer(Leg to, Message of, String status, String own, String type)
      throws IOException {
    String from = to.party == null ? of.header("from") : to.party;
    String self = to.self == null ? of.header("to") + ";tag=none" : to.self;
    String cseq = to.requestCseq.isEmpty() ? of.header("cseq") : to.requestCseq;
    boolean trying = status.startsWith("100");
    String body = trying ? "" : of.body;
    to.lastAnswer =
        ("SIP/2.0 " + status + "\r\n")
            + to.vias
            + ("From: " + from + "\r\nTo: " + self + "\r\n")
            + ("Call-ID: " + to.callId + "\r\nCSeq: " + cseq + "\r\n")
            + own
            + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
            + ("Content-Length: " + body.length() + "\r\n\r\n")
            + body;
    write(to.address, to.lastAnswer);
  }

  private void send(Leg to, String text) throws IOException {
    write(to.address, text);
  }

  private void write(InetSocketAddress to, String text) throws IOException {
    socket.send(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), to);
  }

  private static String addressOf(String value) {
    int tag = value.indexOf(";tag=");
    return tag < 0 ? value : value.substring(0, tag);
  }

  private static String uri(String value) {
    int open = value.indexOf('<');
    return open < 0 ? value : value.substring(open + 1, value.indexOf('>', open));
  }

  private static InetSocketAddress hop(String uri) {
    String host = uri.substring(uri.indexOf('@') + 1);
    int end = host.indexOf(';');
    host = end < 0 ? host : host.substring(0, end);
    int colon = host.indexOf(':');
    return new InetSocketAddress(
        host.substring(0, colon), Integer.parseInt(host.substring(colon + 1)));
  }

  /** Start line, headers by lower-case name, the Vias as they came, body. */
  private static final class Message {
    private final Map<String, String> headers = new HashMap<>(32);
    String method = "";
    String uri = "";
    int status;
    String reason = "";
    String vias = "";
    String body = "";

    static Message parse(String text) {
      Message message = new Message();
      int head = text.indexOf("\r\n\r\n");
      if (head < 0) {
        throw new IllegalArgumentException("no end of the head");
      }
      message.body = text.substring(head + 4);
      int at = text.indexOf("\r\n");
      String[] first = text.substring(0, at).split(" ", 3);
      if (first[0].equals("SIP/2.0")) {
        message.status = Integer.parseInt(first[1]);
        message.reason = first[2];
      } else {
        message.method = first[0];
        message.uri = first[1];
      }
      StringBuilder vias = new StringBuilder();
      while (at < head) {
        int next = text.indexOf("\r\n", at + 2);
        int colon = text.indexOf(':', at + 2);
        String name = text.substring(at + 2, colon).toLowerCase(Locale.ROOT).strip();
        if (name.equals("via")) {
          vias.append(text, at + 2, next + 2);
        } else {
          message.headers.put(name, text.substring(colon + 1, next).strip());
        }
        at = next;
      }
      message.vias = vias.toString();
      return message;
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }
}
