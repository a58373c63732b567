package io.tollgate.sip.dialog;

import io.tollgate.harness.SipText;
import io.tollgate.sip.dialog.Wire.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One end of one dialog. It does what a test says and nothing by itself, and is the same whether it
 * calls or is called. What comes and nobody waits for, a test is told at its end.
 */
final class Party implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final String user;
  private final Transport transport;
  private final int serverPort;
  private final Wire wire;
  private final List<SipText> waiting = new ArrayList<>();
  private final Set<SipText> seen = new HashSet<>();
  private final List<SipText> repeated = new ArrayList<>();
  private String callId = UUID.randomUUID().toString();
  private String local;
  private String remote = "";
  private String target = "";
  private int number;
  private Predicate<SipText> atOnce = message -> false;
  private @Nullable String lost;
  private boolean gone;

  /** A request of this party's. */
  record Sent(String method, int number, String branch, String text) {}

  Party(String user, Transport transport, int serverPort) {
    this.user = user;
    this.transport = transport;
    this.serverPort = serverPort;
    this.wire = Wire.open(transport, serverPort, this::received);
    this.local = "<sip:" + user + "@example.com>;tag=" + tag();
  }

  private static String tag() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  String uri() {
    return "sip:"
        + user
        + "@127.0.0.1:"
        + wire.port()
        + (transport == Transport.TCP ? ";transport=tcp" : "");
  }

  boolean isReachedOverTcp() {
    return transport == Transport.TCP;
  }

  String callId() {
    return callId;
  }

  /** An answer of another device, to which a proxy forked the first INVITE. */
  void answerOnABranch(SipText request, String status, String sdp) {
    String before = local;
    local = before.replaceFirst(";tag=.*", ";tag=" + tag());
    answer(request, status, sdp);
    local = before;
  }

  Wire wire() {
    return wire;
  }

  // What comes

  private void received(SipText message) {
    if (isTaken(message)) {
      answer(message, message.startLine().startsWith("INVITE") ? "488 No more" : "200 OK", "");
    }
  }

  /** True for what is to be answered here. */
  private synchronized boolean isTaken(SipText message) {
    if (message.startLine().startsWith("SIP/2.0 100")) {
      return false;
    }
    if (lost != null && message.startLine().startsWith(lost)) {
      lost = null;
      return false;
    }
    if (atOnce.test(message)) {
      return true;
    }
    if (gone) {
      return false;
    }
    if (seen.add(message)) {
      waiting.add(message);
    } else {
      repeated.add(message);
    }
    notifyAll();
    return false;
  }

  /** The next message that begins like this is lost on its way to this party. */
  synchronized void loses(String startOfLine) {
    lost = startOfLine;
  }

  /** From now on, as soon as it comes. */
  synchronized void answersAtOnce(String startOfLine) {
    atOnce = message -> message.startLine().startsWith(startOfLine);
  }

  /** Ends what it is in, and takes part in nothing more. */
  void abandons() {
    synchronized (this) {
      waiting.clear();
      gone = true;
      atOnce = message -> !message.startLine().matches("(SIP/2.0|ACK) .*");
    }
    if (remote.contains(";tag=")) {
      request("BYE", "");
    }
  }

  /** The next message that begins like this, in whatever order they came. */
  SipText await(String startOfLine) {
    return await(message -> message.startLine().startsWith(startOfLine), startOfLine);
  }

  /** The answer to a request of this party's. */
  SipText await(int status, Sent request) {
    return await(
        message ->
            message.startLine().startsWith("SIP/2.0 " + status)
                && message.header("CSeq").equals(request.number() + " " + request.method()),
        status + " to " + request.number() + " " + request.method());
  }

  synchronized SipText await(Predicate<SipText> wanted, String what) {
    long until = System.nanoTime() + PATIENCE;
    while (true) {
      for (SipText message : waiting) {
        if (wanted.test(message)) {
          waiting.remove(message);
          return message;
        }
      }
      long left = until - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            user + " waited for " + what + ", and has " + waiting + ", again " + repeated);
      }
      sleep(left);
    }
  }

  private synchronized void sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What came and nobody waited for, once there was time for it to come. */
  synchronized List<SipText> unexpected(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      sleep(left);
    }
    return List.copyOf(waiting);
  }

  /** Copies of what had come before. */
  synchronized List<SipText> repeated() {
    return List.copyOf(repeated);
  }

  synchronized void forget() {
    seen.clear();
    repeated.clear();
  }

  // Requests

  Sent invite(Party called, String sdp, String... headers) {
    target = called.uri();
    remote = "<sip:" + called.user + "@example.com>";
    return request("INVITE", sdp, headers);
  }

  Sent request(String method, String sdp, String... headers) {
    return send(method, ++number, "z9hG4bK" + UUID.randomUUID(), sdp, headers);
  }

  Sent cancel(Sent invite, String... headers) {
    return send("CANCEL", invite.number(), invite.branch(), "", headers);
  }

  Sent again(Sent request) {
    wire.send(request.text());
    return request;
  }

  private Sent send(String method, int cseq, String branch, String sdp, String... headers) {
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + target + " SIP/2.0");
    lines.add(
        "Via: SIP/2.0/" + transport + " 127.0.0.1:" + wire.port() + ";rport;branch=" + branch);
    if (!remote.contains(";tag=")) {
      lines.add(
          "Route: <sip:127.0.0.1:"
              + serverPort
              + (transport == Transport.TCP ? ";transport=tcp" : "")
              + ";lr;orig>");
    }
    lines.add("From: " + local);
    lines.add("To: " + remote);
    lines.add("Call-ID: " + callId);
    lines.add("CSeq: " + cseq + " " + method);
    lines.add("Contact: <" + uri() + ">");
    lines.add("Max-Forwards: 70");
    String text = finish(lines, sdp, headers);
    wire.send(text);
    return new Sent(method, cseq, branch, text);
  }

  private static String finish(List<String> lines, String sdp, String... headers) {
    lines.addAll(List.of(headers));
    if (!sdp.isEmpty()) {
      lines.add("Content-Type: application/sdp");
    }
    lines.add("Content-Length: " + sdp.getBytes(StandardCharsets.UTF_8).length);
    return String.join("\r\n", lines) + "\r\n\r\n" + sdp;
  }

  /** Learns the dialog from a response to the first INVITE. */
  void learn(SipText response) {
    remote = response.header("To");
    target = target(response);
  }

  /** Acknowledges a 2xx; the text, to be repeated. */
  String ack(SipText ok, String sdp) {
    if (!remote.contains(";tag=")) {
      learn(ok);
    }
    int cseq = Integer.parseInt(ok.header("CSeq").split(" ", -1)[0]);
    return send("ACK", cseq, "z9hG4bK" + UUID.randomUUID(), sdp).text();
  }

  /** Acknowledges a refusal: hop by hop, with the branch of the INVITE. */
  void ackRefusal(SipText refusal, Sent invite) {
    String before = remote;
    remote = refusal.header("To");
    send("ACK", invite.number(), invite.branch(), "");
    remote = before;
  }

  // Answers

  /** An answer to a request that came. Of the first INVITE, the dialog is learned. */
  void answer(SipText request, String status, String sdp, String... headers) {
    if (remote.isEmpty()) {
      callId = request.header("Call-ID");
      remote = request.header("From");
      local = request.header("To") + local.replaceFirst(".*;tag=", ";tag=");
      target = target(request);
    }
    List<String> lines = new ArrayList<>();
    lines.add("SIP/2.0 " + status);
    request.headers("Via").forEach(via -> lines.add("Via: " + via));
    request.headers("Record-Route").forEach(route -> lines.add("Record-Route: " + route));
    lines.add("From: " + request.header("From"));
    lines.add("To: " + (request.header("To").contains(";tag=") ? request.header("To") : local));
    lines.add("Call-ID: " + request.header("Call-ID"));
    lines.add("CSeq: " + request.header("CSeq"));
    lines.add("Contact: <" + uri() + ">");
    lines.add("Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE, INFO, MESSAGE");
    wire.answer(request, finish(lines, sdp, headers));
  }

  private static String target(SipText message) {
    return message.header("Contact").replaceFirst("^[^<]*<", "").replaceFirst(">.*$", "");
  }

  // Sequences

  /** From INVITE to ACK, each side with this description. */
  void calls(Party called, String offer, String answer, String... headers) {
    Sent invite = invite(called, offer, headers);
    called.answer(called.await("INVITE"), "200 OK", answer, headers);
    ack(await(200, invite), "");
    called.await("ACK");
  }

  /** Ends the dialog, and the other end's. */
  void hangsUpOn(Party other) {
    Sent bye = request("BYE", "");
    other.answer(other.await("BYE"), "200 OK", "");
    await(200, bye);
  }

  /**
   * A description with these media.
   *
   * @param media each kind, port and direction, as {@code audio 4000 sendrecv}
   */
  static String sdp(int version, String... media) {
    StringBuilder text =
        new StringBuilder("v=0\r\no=- 7 " + version + " IN IP4 127.0.0.1\r\ns=-\r\n");
    text.append("c=IN IP4 127.0.0.1\r\nt=0 0\r\n");
    for (String each : media) {
      String[] words = each.split(" ", -1);
      text.append("m=" + words[0] + " " + words[1] + " RTP/AVP 0\r\na=" + words[2] + "\r\n");
    }
    return text.toString();
  }

  /** The port of the n-th medium that a description names; null if there is none. */
  static @Nullable Integer port(SipText message, int index) {
    List<String> media = message.body().lines().filter(line -> line.startsWith("m=")).toList();
    return index < media.size() ? Integer.valueOf(media.get(index).split(" ", -1)[1]) : null;
  }

  /** Of the o= line. */
  static long version(SipText message) {
    String origin =
        message.body().lines().filter(line -> line.startsWith("o=")).findFirst().orElseThrow();
    return Long.parseLong(origin.split(" ", -1)[2]);
  }

  @Override
  public void close() {
    wire.close();
  }

  @Override
  public String toString() {
    return user + " over " + transport + ", has " + waiting + ", again " + repeated;
  }
}
