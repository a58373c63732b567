package io.tollgate.hostile;

import io.tollgate.harness.SipText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The server used to send to others, or to itself. */
final class Reflections {
  /** As often as a packet may be repeated to one who has said nothing, each counted. */
  private static final int AMPLIFICATION = 2;

  private Reflections() {}

  static List<Attack> attacks() {
    List<Attack> all = new ArrayList<>();
    for (String via :
        List.of(
            "%s:%d;branch=z9hG4bK%s",
            "%s:%d;rport;branch=z9hG4bK%s",
            "127.0.0.2:5999;maddr=%s;x=%d;branch=z9hG4bK%s",
            "127.0.0.2:5999;received=%s;rport=%d;branch=z9hG4bK%s",
            "%s;branch=z9hG4bK%2$s%3$s")) {
      all.add(Attack.named("answers by Via " + via, arena -> via(arena, via)));
    }
    all.add(Attack.named("addresses within, and of a cloud's own services", Reflections::within));
    all.add(Attack.named("a Contact at somebody else", Reflections::contact));
    all.add(Attack.named("a Record-Route at somebody else", Reflections::recordRoute));
    all.add(Attack.named("a subscription for somebody else", Reflections::subscription));
    all.add(Attack.named("a list of twenty at a silent host", Reflections::list));
    all.add(Attack.named("a message to a silent host", Reflections::silent));
    all.add(Attack.named("a message to the server itself", Reflections::itself));
    all.add(Attack.named("a Route of fifty times the server", Reflections::loop));
    all.add(Attack.named("a list of the server itself", Reflections::listOfItself));
    return all;
  }

  private static void via(Arena arena, String pattern) {
    try (Talker victim = arena.udp(Arena.STRANGER);
        Talker guest = arena.udp(Arena.GUEST);
        Talker stranger = arena.udp("127.0.0.10")) {
      for (Talker sender : List.of(guest, stranger)) {
        String via = pattern.formatted(Arena.STRANGER, victim.port(), UUID.randomUUID());
        for (String method : List.of("OPTIONS", "INVITE", "FOO")) {
          sender.send(
              method, "sip:x@127.0.0.8:9", arena.user(), List.of("Via: SIP/2.0/UDP " + via), "");
        }
      }
      Expect.that(victim.next(700) == null, "the victim got an answer to another's request");
    }
  }

  /** Where a server must never be sent by others, in each way to write it. */
  private static void within(Arena arena) {
    int inner = arena.server.httpPort();
    // Some are other spellings of a peer's address: what is charged for them is given back.
    try (Talker guest = arena.udp(Arena.VAIN_GUEST)) {
      for (String host :
          List.of(
              "169.254.169.254:80",
              "127.0.0.8:" + inner,
              "127.0.0.8:" + arena.diameterPort,
              "127.1:" + inner,
              "2130706433:" + inner,
              "0177.0.0.1:" + inner,
              "0.0.0.0:" + inner,
              "[::1]:" + inner,
              "[::ffff:169.254.169.254]:80",
              "[fe80::1]:80",
              "255.255.255.255:5060",
              "224.0.1.75:5060",
              "metadata.google.internal:80")) {
        for (String over : List.of("", ";transport=tcp", ";transport=tls")) {
          String uri = "sip:" + Arena.MARK + "@" + host + over;
          List<String> none = List.of("Event: x", "Refer-To: <" + uri + ">");
          for (String method : List.of("OPTIONS", "MESSAGE", "INVITE", "SUBSCRIBE")) {
            guest.send(method, uri, arena.user(), none, "");
            Expect.that(guest.status() >= 400, method + " to " + uri + " was taken");
          }
          List<String> route = List.of("Route: <sip:" + host + over + ";lr>");
          guest.send("OPTIONS", "sip:x@127.0.0.8:9", arena.user(), route, "");
          Expect.that(guest.status() >= 400, "a Route to " + host + " was taken");
        }
      }
    }
  }

  /** A call of a guest whose later requests would go to a stranger. */
  private static void contact(Arena arena) throws IOException {
    try (Talker victim = arena.udp(Arena.STRANGER);
        Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      arena.books.owes(Arena.GUEST_PAYS, 1);
      List<String> headers =
          List.of("Contact: <" + victim.uri("x") + ">", "Content-Type: application/sdp");
      String callId = guest.send("INVITE", friend.uri(Arena.MARK), arena.user(), headers, audio());
      SipText invite = friend.await("INVITE");
      friend.answer(invite, "200 OK", List.of("Content-Type: application/sdp"), audio());
      SipText ok = guest.finalAnswer();
      String tag = HonestCall.tag(ok);
      String from = ok.header("From").replaceFirst(".*<([^>]*)>.*", "$1");
      guest.send("ACK", HonestCall.contact(ok), from, callId, tag, 1, headers.subList(0, 1), "");
      friend.await("ACK");
      friend.sendText(
          friend
              .request(
                  "BYE",
                  HonestCall.contact(invite),
                  "sip:x@y",
                  invite.header("Call-ID"),
                  "",
                  1,
                  List.of(),
                  "")
              .replace("From: <sip:x@y>;tag=f", "From: " + invite.header("To") + ";tag=t")
              .replaceFirst("\r\nTo: [^\r]*", "\r\nTo: " + invite.header("From")));
      Expect.equal(friend.status(), 200, "answer to the friend's BYE");
      Expect.that(victim.next(1_500) == null, "the victim got a request of another's call");
    }
  }

  private static String audio() {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        + "m=audio 9 RTP/AVP 0\r\n";
  }

  private static void recordRoute(Arena arena) {
    try (Talker victim = arena.udp(Arena.STRANGER);
        Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      arena.books.owes(Arena.GUEST_PAYS, 1);
      List<String> headers =
          List.of("Record-Route: <" + victim.uri("x") + ";lr>", "Content-Type: application/sdp");
      String user = arena.user();
      String callId = guest.send("INVITE", friend.uri(Arena.MARK), user, headers, audio());
      SipText invite = friend.await("INVITE");
      friend.answer(
          invite,
          "200 OK",
          List.of("Content-Type: application/sdp", "Record-Route: <" + victim.uri("y") + ";lr>"),
          audio());
      SipText ok = guest.finalAnswer();
      String remote = HonestCall.contact(ok);
      guest.send("ACK", remote, user, callId, HonestCall.tag(ok), 1, List.of(), "");
      guest.send("BYE", remote, user, callId, HonestCall.tag(ok), 2, List.of(), "");
      guest.status();
      Expect.that(victim.next(1_500) == null, "the victim got a request of another's call");
    }
  }

  private static void subscription(Arena arena) {
    try (Talker victim = arena.udp(Arena.STRANGER);
        Talker peer = arena.udp(Arena.PEER)) {
      for (String event : List.of("conference", "presence", "dialog", "x")) {
        peer.send(
            "SUBSCRIBE",
            "sip:conference-factory@127.0.0.1:" + arena.port(),
            arena.user(),
            List.of("Event: " + event, "Expires: 600", "Contact: <" + victim.uri("x") + ">"),
            "");
        peer.status();
      }
      Expect.that(victim.next(700) == null, "the victim got a NOTIFY");
    }
  }

  private static String list(List<String> uris) {
    StringBuilder list =
        new StringBuilder(
            "--l\r\nContent-Type: text/plain\r\n\r\n"
                + Arena.TEXT
                + "\r\n--l\r\nContent-Type: application/resource-lists+xml\r\n"
                + "Content-Disposition: recipient-list\r\n\r\n<?xml version=\"1.0\"?>"
                + "<resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\"><list>");
    uris.forEach(uri -> list.append("<entry uri=\"").append(uri).append("\"/>"));
    return list.append("</list></resource-lists>\r\n--l--\r\n").toString();
  }

  private static final List<String> LIST =
      List.of("Content-Type: multipart/mixed;boundary=l", "Require: recipient-list-message");

  private static void list(Arena arena) {
    try (Talker silent = arena.udp(Arena.SILENT);
        Talker guest = arena.udp(Arena.VAIN_GUEST)) {
      List<String> uris = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        uris.add(silent.uri("u" + i));
      }
      String factory = "sip:conference-factory@127.0.0.1:" + arena.port();
      String body = list(uris);
      guest.send("MESSAGE", factory, arena.user(), LIST, body);
      guest.status();
      quiet(silent);
      Expect.atMost(
          silent.octets(), AMPLIFICATION * (body.length() + 500L), "octets to the silent host");
    }
  }

  private static void silent(Arena arena) {
    try (Talker silent = arena.udp(Arena.SILENT);
        Talker guest = arena.udp(Arena.VAIN_GUEST)) {
      String body = Arena.TEXT.repeat(60);
      List<String> text = List.of("Content-Type: text/plain");
      guest.send("MESSAGE", silent.uri(Arena.MARK), arena.user(), text, body);
      quiet(silent);
      // Once more, and what the server adds of its own.
      Expect.atMost(
          silent.octets(), AMPLIFICATION * (body.length() + 900L), "octets to the silent host");
    }
  }

  /** T1, 2 T1, 4 T1 have passed: three repetitions would have come. */
  private static void quiet(Talker silent) {
    long end = System.nanoTime() + 4_000_000_000L;
    while (System.nanoTime() < end) {
      silent.next(200);
    }
  }

  private static void itself(Arena arena) {
    try (Talker guest = arena.udp(Arena.VAIN_GUEST)) {
      // The server's own address is a trusted peer here; nobody is charged on its word.
      List<String> text = List.of("Content-Type: text/plain");
      for (String uri :
          List.of(
              "sip:" + Arena.MARK + "@127.0.0.1:" + arena.port(),
              "sip:" + Arena.MARK + "@localhost:" + arena.port(),
              "sip:" + Arena.MARK + "@127.1:" + arena.port(),
              "sip:" + Arena.MARK + "@2130706433:" + arena.port(),
              "sip:" + Arena.MARK + "@[::ffff:127.0.0.1]:" + arena.port(),
              "sip:" + Arena.MARK + "@localhost.:" + arena.port(),
              "sip:" + Arena.MARK + "@x.example:" + arena.port() + ";maddr=127.0.0.1",
              "sip:" + Arena.MARK + "@127.0.0.1:" + arena.port() + ";transport=tcp",
              "sip:" + Arena.MARK + "@localhost:" + arena.port() + ";transport=tcp",
              "sip:" + Arena.MARK + "@localhost:" + arena.server.lastSipPort() + ";transport=tls",
              "sips:" + Arena.MARK + "@localhost:" + arena.server.lastSipPort())) {
        guest.send("MESSAGE", uri, arena.user(), text, Arena.TEXT);
        Expect.that(guest.status() >= 400, "a message to the server itself was taken");
      }
    }
  }

  private static void loop(Arena arena) {
    try (Talker peer = arena.udp(Arena.PEER)) {
      String self = "<sip:127.0.0.1:" + arena.port() + ";lr>";
      List<String> headers = new ArrayList<>(List.of("Content-Type: text/plain"));
      for (int i = 0; i < 50; i++) {
        headers.add("Route: " + self);
      }
      String user = "sip:" + Arena.MARK + "-loop@home.example";
      String uri = "sip:" + Arena.MARK + "@127.0.0.1:" + arena.port();
      peer.send("MESSAGE", uri, user, headers, Arena.TEXT);
      Expect.that(peer.status() >= 400, "a loop was taken");
    }
  }

  private static void listOfItself(Arena arena) {
    try (Talker guest = arena.udp(Arena.VAIN_GUEST)) {
      String factory = "sip:conference-factory@127.0.0.1:" + arena.port();
      List<String> uris = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        uris.add("sip:x" + i + "@127.0.0.1:" + arena.port());
      }
      guest.send("MESSAGE", factory, arena.user(), LIST, list(uris));
      guest.status();
      Expect.atMost(arena.server.application().sipContainer().liveSessions(), 60, "live sessions");
    }
  }
}
