package io.tollgate.walk.party;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One user agent: its socket, its transactions, its dialogs. Lives on its walk's thread. */
public final class Party implements AutoCloseable {
  static final Duration T1 = Duration.ofMillis(500);
  static final Duration T2 = Duration.ofSeconds(4);
  static final Duration TIMER_F = Duration.ofSeconds(32);

  /** The server's own time-out begins when the request has got there. */
  private static final Duration LATE_ANSWER = Duration.ofSeconds(10);

  private static final AtomicLong NUMBERS = new AtomicLong();

  /** Copies of a final response may cross its ACK; so late on a loaded machine, not later. */
  static final Duration CROSSING = Duration.ofSeconds(9);

  private static final String ELSEWHERE = "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKelse";
  private static final int[] STUTTER = {1, 2, 3, 8};
  private static final Duration LATE = Duration.ofMillis(60);

  private final String name;
  private final String user;
  private final Transport transport;
  private final Wire wire;
  private final Inbox inbox;
  private final Notes notes;
  private final Wire.Line line;
  private final Mishaps mishaps = new Mishaps();
  private final Map<String, Exchange> exchanges = new HashMap<>();
  private final Map<String, Answering> answerings = new HashMap<>();
  private final List<Dialog> dialogs = new ArrayList<>();
  private final List<SipMessage> messages = new ArrayList<>();
  private final Set<String> late = new HashSet<>();
  private boolean gone;
  private int heldBack;
  private boolean away;
  private @Nullable Party awaited;

  /** A request that came, and what it got (a server transaction, RFC 3261 17.2). */
  private static final class Answering {
    private final Channel back;
    private @Nullable SipMessage latest;
    private boolean acknowledged;

    Answering(Channel back) {
      this.back = back;
    }
  }

  public Party(String name, String user, Transport transport, Wire wire, Inbox inbox, Notes notes) {
    this.name = name;
    this.user = user;
    this.transport = transport;
    this.wire = wire;
    this.inbox = inbox;
    this.notes = notes;
    this.line = wire.open(transport, (text, back) -> inbox.post(() -> arrived(text, back)));
  }

  public String name() {
    return name;
  }

  public String user() {
    return user;
  }

  public String uri() {
    return "sip:" + user + "@127.0.0.1:" + line.port() + transport.uriParameter();
  }

  public Transport transport() {
    return transport;
  }

  public Mishaps mishaps() {
    return mishaps;
  }

  public List<Dialog> dialogs() {
    return dialogs;
  }

  Notes notes() {
    return notes;
  }

  Inbox inbox() {
    return inbox;
  }

  /** The server's address for its Request-URI where a party asks the server itself. */
  String via(String branch) {
    return transport.via() + " 127.0.0.1:" + line.port() + ";branch=" + branch;
  }

  static String fresh(String prefix) {
    return prefix + Long.toString(NUMBERS.incrementAndGet(), 36);
  }

  public void differs(String what) {
    notes.differs(name + ": " + what);
  }

  /** The connection breaks; whatever needs one makes a new one. */
  public void cut() {
    exchanges.values().forEach(Exchange::lostConnection);
    line.cut();
  }

  /**
   * It is switched off in whatever it does: nothing comes of it any more, and nothing gets there.
   */
  public void vanish() {
    gone = true;
    line.close();
    exchanges.clear();
    answerings.clear();
    dialogs.forEach(Dialog::vanish);
  }

  /** Whether what it sends now overtakes something that it sent before. */
  public boolean isOvertaking() {
    return heldBack > 0;
  }

  /** Whether it was held back on its way: what was sent after it may have come before. */
  boolean cameLate(SipMessage message) {
    return late.contains(message.branch());
  }

  public boolean isGone() {
    return gone;
  }

  /** From now on page messages get 480. */
  public void leave() {
    away = true;
  }

  public boolean isAway() {
    return away;
  }

  public void comeBack() {
    away = false;
    awaited = null;
  }

  /** Somebody's message is kept until this one is back. */
  public void awaits(Party sender) {
    awaited = sender;
  }

  public @Nullable Party awaited() {
    return awaited;
  }

  /** Tells the server that it is there, as its registrar does (TS 24.229 5.4.1.7). */
  public Exchange register() {
    String registrar = serverUri("").replace("sip:@", "sip:");
    return send(
        new SipMessage("REGISTER " + registrar + " SIP/2.0")
            .with("Via", via(fresh("z9hG4bK")))
            .with("Max-Forwards", "70")
            .with("From", "<" + registrar + ">;tag=" + fresh("t"))
            .with("To", "<" + uri() + ">")
            .with("Call-ID", fresh("r") + "-" + user)
            .with("CSeq", "1 REGISTER")
            .with("Contact", "<" + registrar + ">")
            .with("Expires", "600"));
  }

  /** Where somebody listens over UDP and never says anything. */
  public int silentPort() {
    return wire.silentPort();
  }

  /** The same over TCP. */
  public int mutePort() {
    return wire.mutePort();
  }

  /** Where every connection is reset as soon as something comes. */
  public int resettingPort() {
    return wire.resettingPort();
  }

  /** Where the server itself is asked for something. */
  public String serverUri(String user) {
    return "sip:"
        + user
        + "@127.0.0.1:"
        + wire.server(transport).getPort()
        + transport.uriParameter();
  }

  /** Asks a factory for a conference; the dialog is in the list at once. */
  public Dialog convene(
      String factory, List<Media> offer, List<String> users, List<String> headers) {
    Dialog dialog = new Dialog(this, fresh("c") + "-" + user, factory, factory, "", null);
    dialogs.add(dialog);
    dialog.convene(offer, users, headers);
    return dialog;
  }

  /** Calls somebody, with a Call-ID that is longer by so much. */
  public Dialog call(String uri, List<Media> offer, int length, List<String> headers) {
    Dialog dialog =
        new Dialog(this, fresh("c") + "-" + user + "x".repeat(length), uri, uri, "", null);
    dialogs.add(dialog);
    dialog.invite(offer, true, headers);
    return dialog;
  }

  /** Calls somebody; the dialog is in the list at once. */
  public Dialog call(String uri, List<Media> offer, boolean withOffer, List<String> headers) {
    Dialog dialog = new Dialog(this, fresh("c") + "-" + user, uri, uri, "", null);
    dialogs.add(dialog);
    dialog.invite(offer, withOffer, headers);
    return dialog;
  }

  /** Sends a message outside any dialog. */
  public Exchange message(String uri, String type, String body, List<String> headers) {
    SipMessage request =
        new SipMessage("MESSAGE " + uri + " SIP/2.0")
            .with("Via", via(fresh("z9hG4bK")))
            .with("Max-Forwards", "70")
            .with("From", "<" + uri() + ">;tag=" + fresh("t"))
            .with("To", "<" + uri + ">")
            .with("Call-ID", fresh("m") + "-" + user)
            .with("CSeq", "1 MESSAGE")
            .with("P-Asserted-Identity", "<" + uri() + ">");
    headers.forEach(
        header -> {
          String[] parts = header.split(": ", 2);
          request.with(parts[0], parts[1]);
        });
    return send(request.withBody(type, body));
  }

  /** Asks somebody, outside any dialog, who never says anything. */
  public Exchange askInVain(String method, String uri, List<String> headers) {
    Exchange exchange = ask(method, uri, headers);
    if (!method.equals("INVITE")) {
      exchange.perhapsUnanswered();
    }
    return exchange;
  }

  /** Asks somebody, outside any dialog, who may be out of reach. */
  public Exchange ask(String method, String uri, List<String> headers) {
    SipMessage request =
        new SipMessage(method + " " + uri + " SIP/2.0")
            .with("Via", via(fresh("z9hG4bK")))
            .with("Max-Forwards", "70")
            .with("From", "<" + uri() + ">;tag=" + fresh("t"))
            .with("To", "<" + uri + ">")
            .with("Call-ID", fresh("q") + "-" + user)
            .with("CSeq", "1 " + method)
            .with("Contact", contact())
            .with("P-Asserted-Identity", "<" + uri() + ">");
    headers.forEach(
        header -> {
          String[] parts = header.split(": ", 2);
          request.with(parts[0], parts[1]);
        });
    return send(request);
  }

  /** Each copy of a refusal gets its ACK (RFC 3261 17.1.1.2). */
  void acknowledgeRefusal(Exchange exchange, SipMessage response) {
    if (exchange.isLate(CROSSING)) {
      differs(response.status() + " repeated although its ACK was sent");
    }
    SipMessage given = exchange.request();
    SipMessage ack =
        new SipMessage("ACK " + given.startLine().split(" ")[1] + " SIP/2.0")
            .with("Via", given.header("Via"))
            .with("Max-Forwards", "70");
    given.headers("Route").forEach(route -> ack.with("Route", route));
    transmit(
        ack.with("From", given.header("From"))
            .with("To", response.header("To"))
            .with("Call-ID", given.header("Call-ID"))
            .with("CSeq", given.cseq() + " ACK"),
        null);
  }

  /** The page messages that came. */
  public List<SipMessage> messages() {
    return messages;
  }

  // Out

  Exchange send(SipMessage request) {
    Exchange exchange = new Exchange(request);
    exchanges.put(request.branch() + request.method(), exchange);
    transmit(request, null);
    if (!transport.isReliable()) {
      repeat(exchange, T1);
    }
    inbox.after(TIMER_F, () -> timeOut(exchange));
    return exchange;
  }

  private void timeOut(Exchange exchange) {
    boolean rings = exchange.request().method().equals("INVITE") && exchange.isProceeding();
    if (gone || exchange.isOver() || rings) {
      return;
    }
    if (exchange.waitsLonger()) {
      inbox.after(LATE_ANSWER, () -> timeOut(exchange));
    } else {
      exchange.timeOut();
      if (exchange.wantsAnswer()) {
        differs("no final response to " + exchange.request().method());
      }
    }
  }

  private void repeat(Exchange exchange, Duration wait) {
    inbox.after(
        wait,
        () -> {
          boolean invite = exchange.request().method().equals("INVITE");
          if (!exchange.isOver() && !(invite && exchange.isProceeding())) {
            transmit(exchange.request(), null);
            Duration twice = wait.multipliedBy(2);
            repeat(exchange, invite || twice.compareTo(T2) < 0 ? twice : T2);
          }
        });
  }

  /** An ACK, which nobody answers. */
  void sendAck(SipMessage ack) {
    transmit(ack, null);
  }

  private void transmit(SipMessage message, @Nullable Channel back) {
    Mishaps.Fate fate = mishaps.take(true, message);
    notes.seen(name, true, message, fate == null ? "" : fate.word());
    if (fate == Mishaps.Fate.LOST && !transport.isReliable()) {
      return;
    }
    if (fate == Mishaps.Fate.LATE) {
      heldBack++;
      inbox.after(
          LATE,
          () -> {
            heldBack--;
            put(message, back);
          });
      return;
    }
    if (fate == Mishaps.Fate.MISLED) {
      // Nobody but who is named on top may make anything of it (RFC 3261 18.1.2).
      put(message.via(List.of(ELSEWHERE, via(fresh("z9hG4bK")))), back);
    }
    put(message, back);
    if (fate == Mishaps.Fate.STUTTERED && !transport.isReliable()) {
      for (int millis : STUTTER) {
        inbox.after(Duration.ofMillis(millis), () -> put(message, back));
      }
    }
    if (fate == Mishaps.Fate.TWICE && !transport.isReliable()) {
      put(message, back);
    }
  }

  private void put(SipMessage message, @Nullable Channel back) {
    if (gone) {
      return;
    }
    if (back == null) {
      line.send(message.bytes());
    } else {
      line.send(message.bytes(), back);
    }
  }

  // In

  private void arrived(String text, Channel back) {
    if (text.isBlank() || gone) {
      return;
    }
    SipMessage message;
    try {
      message = SipMessage.parse(text);
    } catch (IllegalArgumentException e) {
      differs("unreadable: " + e.getMessage());
      return;
    }
    Mishaps.Fate fate = mishaps.take(false, message);
    notes.seen(name, false, message, fate == null ? "" : fate.word());
    if (fate == Mishaps.Fate.LOST && !transport.isReliable()) {
      return;
    }
    if (fate == Mishaps.Fate.LATE) {
      late.add(message.branch());
      inbox.after(LATE, () -> take(message, back));
      return;
    }
    take(message, back);
    if (fate == Mishaps.Fate.TWICE && !transport.isReliable()) {
      take(message, back);
    }
  }

  private void take(SipMessage message, Channel back) {
    try {
      if (message.isResponse()) {
        response(message);
      } else {
        request(message, back);
      }
    } catch (RuntimeException e) {
      differs("not understood: " + message.startLine() + ": " + e);
    }
  }

  private void response(SipMessage response) {
    Exchange exchange = exchanges.get(response.branch() + response.method());
    if (exchange == null) {
      differs("a response to no request: " + response.startLine() + ", " + response.header("CSeq"));
      return;
    }
    if (response.method().equals("INVITE") && !exchange.isProceeding() && !exchange.isOver()) {
      wire.answered(exchange.age());
    }
    if (response.status() < 200) {
      exchange.provisional(response);
      dialog(response.header("Call-ID"), response.tag("From"))
          .ifPresent(dialog -> dialog.provisional(exchange, response));
      return;
    }
    String wrong = exchange.end(response);
    if (wrong != null) {
      differs(wrong);
    }
    if (response.method().equals("INVITE") && response.status() >= 300) {
      acknowledgeRefusal(exchange, response);
    }
    dialog(response.header("Call-ID"), response.tag("From"))
        .ifPresent(dialog -> dialog.ended(exchange, response));
  }

  private java.util.Optional<Dialog> dialog(String callId, String ourTag) {
    return dialogs.stream()
        .filter(dialog -> dialog.callId().equals(callId) && dialog.localTag().equals(ourTag))
        .findFirst();
  }

  private void request(SipMessage request, Channel back) {
    String method = request.method();
    if (method.equals("ACK")) {
      acknowledged(request);
      return;
    }
    String key = request.branch() + method;
    Answering known = answerings.get(key);
    if (known != null) {
      SipMessage latest = known.latest;
      if (latest != null) {
        transmit(latest, back);
      }
      return;
    }
    answerings.put(key, new Answering(back));
    if (method.equals("CANCEL")) {
      cancelled(request);
      return;
    }
    String tag = request.tag("To");
    if (!tag.isEmpty()) {
      dialog(request.header("Call-ID"), tag)
          .ifPresentOrElse(dialog -> dialog.request(request), () -> stray(request));
    } else if (method.equals("INVITE")) {
      invited(request);
    } else if (method.equals("MESSAGE")) {
      if (away) {
        respond(request, 480, "", fresh("t"));
      } else {
        messages.add(request);
        respond(request, 200, "", fresh("t"));
      }
    } else {
      differs("a request outside any dialog: " + request.startLine());
      respond(request, 481, "", fresh("t"));
    }
  }

  private void stray(SipMessage request) {
    differs("a request for no dialog of mine: " + request.startLine());
    respond(request, 481, "", fresh("t"));
  }

  private void invited(SipMessage invite) {
    Dialog dialog =
        new Dialog(
            this,
            invite.header("Call-ID"),
            SipMessage.uri(invite.header("From")),
            SipMessage.uri(invite.header("Contact")),
            invite.tag("From"),
            invite);
    dialogs.add(dialog);
    respond(invite, 100, "", "");
  }

  private void cancelled(SipMessage cancel) {
    respond(cancel, 200, "", "");
    dialogs.stream()
        .filter(dialog -> dialog.isInvitedBy(cancel.branch()))
        .findFirst()
        .ifPresentOrElse(Dialog::cancelled, () -> differs("a CANCEL of nothing"));
  }

  private void acknowledged(SipMessage ack) {
    Answering failed = answerings.get(ack.branch() + "INVITE");
    if (failed != null) {
      failed.acknowledged = true;
    }
    dialog(ack.header("Call-ID"), ack.tag("To"))
        .ifPresent(dialog -> dialog.acknowledged(ack, failed != null));
  }

  /** Answers a request; an INVITE's final response goes out again until its ACK has come. */
  void respond(SipMessage request, int status, String sdp, String tag, String... headers) {
    SipMessage response = new SipMessage("SIP/2.0 " + status + " " + reason(status));
    request.headers("Via").forEach(value -> response.with("Via", value));
    request.headers("Record-Route").forEach(value -> response.with("Record-Route", value));
    response.with("From", request.header("From"));
    String to = request.header("To");
    response.with("To", request.tag("To").isEmpty() && !tag.isEmpty() ? to + ";tag=" + tag : to);
    response.with("Call-ID", request.header("Call-ID"));
    response.with("CSeq", request.header("CSeq"));
    if (status < 300 && status != 100) {
      response.with("Contact", contact());
      response.with(
          "Allow", "INVITE, ACK, CANCEL, BYE, UPDATE, PRACK, MESSAGE, INFO, REFER, NOTIFY");
      response.with("Supported", "timer, 100rel");
    }
    for (String header : headers) {
      String[] parts = header.split(": ", 2);
      response.with(parts[0], parts[1]);
    }
    response.withBody("application/sdp", sdp);
    Answering answering = answerings.get(request.branch() + request.method());
    if (answering == null) {
      throw new IllegalStateException("no such request: " + request.startLine());
    }
    SipMessage former = answering.latest;
    if (former == null || former.status() < 200) {
      answering.latest = response;
    }
    transmit(response, answering.back);
    boolean accepted = status < 300;
    if (request.method().equals("INVITE")
        && status >= 200
        && (accepted || !transport.isReliable())) {
      again(answering, response, T1, T1);
    }
  }

  private void again(Answering answering, SipMessage response, Duration wait, Duration sofar) {
    inbox.after(
        wait,
        () -> {
          if (answering.acknowledged) {
            return;
          }
          if (sofar.compareTo(TIMER_F) >= 0) {
            differs("no ACK of " + response.status());
            return;
          }
          transmit(response, answering.back);
          Duration twice = wait.multipliedBy(2);
          Duration next = twice.compareTo(T2) < 0 ? twice : T2;
          again(answering, response, next, sofar.plus(next));
        });
  }

  /** The ACK of a 2xx is a transaction of its own: it is found by its dialog and number. */
  void stopRepeating(SipMessage invite) {
    Answering answering = answerings.get(invite.branch() + "INVITE");
    if (answering != null) {
      answering.acknowledged = true;
    }
  }

  String contact() {
    return "<" + uri() + ">";
  }

  private static String reason(int status) {
    return switch (status) {
      case 100 -> "Trying";
      case 180 -> "Ringing";
      case 183 -> "Session Progress";
      case 200 -> "OK";
      case 481 -> "Call/Transaction Does Not Exist";
      case 486 -> "Busy Here";
      case 487 -> "Request Terminated";
      case 488 -> "Not Acceptable Here";
      case 491 -> "Request Pending";
      default -> "Answer " + status;
    };
  }

  /** What this party still waits for. */
  public List<String> open() {
    List<String> open = new ArrayList<>();
    for (Exchange exchange : exchanges.values()) {
      if (!exchange.isOver()) {
        open.add("an answer to " + exchange.request().method());
      }
    }
    for (Dialog dialog : dialogs) {
      if (!dialog.isAcknowledged()) {
        open.add("an ACK");
      }
    }
    return open;
  }

  @Override
  public void close() {
    dialogs.forEach(Dialog::close);
    line.close();
  }
}
