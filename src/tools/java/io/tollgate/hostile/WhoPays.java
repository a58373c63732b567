package io.tollgate.hostile;

import io.tollgate.harness.SipText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Charging talked away, or pinned on others. */
final class WhoPays {
  private static final List<String> TEXT = List.of("Content-Type: text/plain");
  private static final List<String> EVENT = List.of("Event: x");

  private WhoPays() {}

  static List<Attack> attacks() {
    List<Attack> all = new ArrayList<>();
    all.add(
        Attack.named(
            "a trusted peer says who pays",
            arena -> {
              String user = arena.user();
              message(arena, Arena.PEER, user, user, "P-Asserted-Identity: <" + user + ">");
            }));
    all.add(
        Attack.named(
            "a display name that holds a victim's address",
            arena -> {
              String user = arena.user();
              String victim = arena.user();
              String name = "\"<" + victim + ">\" <" + user + ">";
              message(arena, Arena.PEER, user, user, "P-Asserted-Identity: " + name);
              message(arena, Arena.PEER, user, user, "P-Served-User: " + name + ";sescase=orig");
            }));
    for (String header :
        List.of(
            "P-Served-User: <%s>",
            "P-Served-User: <%s>;sescase=term;regstate=reg",
            "P-Called-Party-ID: <%s>",
            "P-Asserted-Identity: <%s>",
            "P-Preferred-Identity: <%s>",
            "P-Asserted-Identity: \"x\" <%s>\r\np-asserted-identity: <tel:+4917100000>",
            "Remote-Party-ID: <%s>;party=calling",
            "P-Charging-Vector: icid-value=stolen;orig-ioi=%s",
            "P-Charging-Function-Addresses: ccf=127.0.0.9; ecf=127.0.0.9",
            "History-Info: <%s>;index=1",
            "Diversion: <%s>;reason=unconditional",
            "Identity: x\r\nReferred-By: <%s>",
            "P-Asserted-Identity: \"\\\"<%s>\" <sip:x@y>",
            "P-Asserted-Identity: x (<%s>) <sip:x@y>",
            "P-ASSERTED-IDENTITY : <%s>",
            "P-Asserted-Identity:\r\n <%s>",
            "P-Asserted-Identity: <sip:x@y?P-Served-User=%s>",
            "P-Asserted-Identity: <tel:+4917100000>, <%s>",
            "P-Served-User: <%s>;sescase=orig;regstate=unreg\r\nP-Served-User: <sip:x@y>",
            "P-Profile-Key: <%s>",
            "P-User-Database: <aaa://%s>",
            "P-Charging-Vector: icid-value=x;icid-generated-at=%s",
            "P-Associated-URI: <%s>",
            "Authorization: Digest username=\"%s\", response=\"x\"")) {
      all.add(
          Attack.named(
              "a victim pays by " + header.replace("\r\n", " and "),
              arena -> {
                String victim = arena.user();
                message(arena, Arena.GUEST, victim, Arena.GUEST_PAYS, header.formatted(victim));
              }));
    }
    for (boolean tls : new boolean[] {false, true}) {
      for (String header :
          List.of(
              "P-Asserted-Identity: <%s>",
              "P-Served-User: <%s>;sescase=orig;regstate=reg",
              "P-Called-Party-ID: <%s>",
              "P-Charging-Vector: icid-value=stolen;orig-ioi=%s",
              "Identity: x\r\nReferred-By: <%s>")) {
        all.add(
            Attack.named(
                "a victim pays over " + (tls ? "TLS" : "TCP") + " by " + header.strip(),
                arena -> overStream(arena, tls, header)));
      }
    }
    all.add(Attack.named("SUBSCRIBE without Expires", WhoPays::withoutExpires));
    for (String form :
        List.of(
            "sip:%s@127.0.0.1",
            "SIP:%s@127.0.0.1",
            "sips:%s@127.0.0.1",
            "sip:%%6d%s@127.0.0.1",
            "sip:%s:secret@127.0.0.1",
            "sip:%s@127.0.0.1;user=phone",
            "sip:+4917100000;x=%s@127.0.0.1;user=phone",
            "tel:+4917100000;ext=%s",
            "im:%s@127.0.0.1",
            "pres:%s@127.0.0.1")) {
      all.add(
          Attack.named(
              "a guest called " + form,
              arena ->
                  message(
                      arena,
                      Arena.GUEST,
                      form.formatted(Arena.MARK),
                      Arena.GUEST_PAYS,
                      "P-Preferred-Identity: <" + form.formatted(Arena.MARK) + ">")));
    }
    for (String service : List.of("urn:service:sos", "urn:service:sos.police", "URN:SERVICE:sos")) {
      all.add(
          Attack.named(
              "From and P-Served-User of " + service,
              arena ->
                  message(
                      arena,
                      Arena.GUEST,
                      service,
                      Arena.GUEST_PAYS,
                      "P-Served-User: <" + service + ">")));
      all.add(
          Attack.named(
              "a call to " + service + " with a Route to a friend",
              arena -> {
                try (Talker guest = arena.udp(Arena.GUEST);
                    Talker friend = arena.udp(Arena.PEER)) {
                  List<String> route = List.of("Route: <" + friend.uri("x") + ";lr>");
                  guest.send("INVITE", service, arena.user(), route, "");
                  Expect.that(guest.status() >= 400, "an emergency call of a guest was let in");
                  Expect.that(friend.next(200) == null, "the friend was called");
                }
              }));
    }
    all.add(Attack.named("a Route of a guest to a friend", WhoPays::route));
    all.add(
        Attack.named(
            "a served user that is an emergency service, from a peer",
            arena ->
                message(
                    arena,
                    Arena.PEER,
                    arena.user(),
                    "urn:service:sos",
                    "P-Served-User: <urn:service:sos>")));
    for (String method : List.of("INVITE", "MESSAGE", "OPTIONS", "SUBSCRIBE", "REFER", "PUBLISH")) {
      all.add(
          Attack.named(method + " by way of here to a stranger", arena -> toward(arena, method)));
    }
    all.add(Attack.named("a From that makes somebody the owner of a conference", WhoPays::owner));
    return all;
  }

  private static void overStream(Arena arena, boolean tls, String header) throws IOException {
    try (Talker guest = tls ? arena.tls(Arena.GUEST) : arena.tcp(Arena.GUEST)) {
      String victim = arena.user();
      message(arena, guest, true, victim, Arena.GUEST_PAYS, header.formatted(victim));
    }
  }

  /** The notifier says how long it lasts, or ends it; nothing of it is left behind. */
  private static void withoutExpires(Arena arena) {
    try (Talker guest = arena.udp(Arena.VAIN_GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      int sessions = arena.server.application().sipContainer().liveSessions();
      for (int i = 0; i < 10; i++) {
        guest.send("SUBSCRIBE", friend.uri(Arena.MARK), arena.user(), EVENT, "");
        friend.answer(friend.await("SUBSCRIBE"), "200 OK", List.of("Expires: 1"), "");
        Expect.equal(guest.status(), 200, "answer");
        guest.send(
            "SUBSCRIBE",
            "sip:conference-factory@127.0.0.1:" + arena.port(),
            arena.user(),
            List.of("Event: conference"),
            "");
        Expect.that(guest.status() >= 400, "a subscription to no conference was taken");
      }
      Expect.atMost(
          arena.server.application().sipContainer().liveSessions(), sessions + 20, "live sessions");
    }
  }

  private static void message(
      Arena arena, String from, String said, String payer, String... headers) {
    try (Talker sender = arena.udp(from)) {
      message(arena, sender, from.equals(Arena.GUEST), said, payer, headers);
    }
  }

  private static void message(
      Arena arena, Talker sender, boolean guest, String said, String payer, String... headers) {
    try (Talker friend = arena.udp(Arena.PEER)) {
      List<String> all = new ArrayList<>(TEXT);
      all.addAll(List.of(headers));
      arena.books.owes(payer, 1);
      sender.send("MESSAGE", friend.uri(Arena.MARK), said, all, Arena.TEXT);
      SipText arrived = friend.await("MESSAGE");
      friend.answer(arrived, "200 OK");
      Expect.equal(sender.status(), 200, "answer");
      Expect.that(!guest || !asserts(arrived), "a guest's word went on as the network's");
    }
  }

  /** Whether a message says who somebody is, or who pays, for the next server to believe. */
  private static boolean asserts(SipText message) {
    return Stream.of(
            "P-Asserted-Identity",
            "P-Served-User",
            "P-Called-Party-ID",
            "P-Profile-Key",
            "P-User-Database",
            "P-Associated-URI",
            "Remote-Party-ID",
            "Diversion")
        .anyMatch(name -> !message.headers(name).isEmpty());
  }

  private static void route(Arena arena) {
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker called = arena.udp(Arena.PEER);
        Talker friend = arena.udp(Arena.PEER)) {
      arena.books.owes(Arena.GUEST_PAYS, 1);
      List<String> headers =
          List.of("Content-Type: text/plain", "Route: <" + friend.uri("x") + ";lr>");
      guest.send("MESSAGE", called.uri(Arena.MARK), arena.user(), headers, Arena.TEXT);
      called.answer(called.await("MESSAGE"), "200 OK");
      Expect.equal(guest.status(), 200, "answer");
      Expect.that(friend.next(200) == null, "the message went by the guest's route");
    }
  }

  private static void toward(Arena arena, String method) {
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker peer = arena.udp(Arena.PEER);
        Talker stranger = arena.udp(Arena.STRANGER)) {
      for (String uri :
          List.of(
              stranger.uri(Arena.MARK),
              "sip:bob@127.0.0.1:" + stranger.port() + ";maddr=" + Arena.STRANGER,
              "sip:bob@[::ffff:127.0.0.9]:" + stranger.port())) {
        for (Talker sender : List.of(guest, peer)) {
          sender.send(method, uri, arena.user(), EVENT, "");
          Expect.that(sender.status() >= 400, method + " to " + uri + " was taken");
        }
      }
      Expect.that(stranger.next(200) == null, "the stranger was sent a " + method);
    }
  }

  private static void owner(Arena arena) {
    try (Talker peer = arena.udp(Arena.PEER);
        Talker guest = arena.udp(Arena.GUEST)) {
      String owner = arena.user();
      String factory = "sip:conference-factory@127.0.0.1:" + arena.port();
      arena.books.owes(owner, 1);
      peer.send(
          "INVITE",
          factory,
          owner,
          List.of("Content-Type: application/sdp", "P-Asserted-Identity: <" + owner + ">"),
          "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
              + "m=message 7001 TCP/MSRP *\r\na=accept-types:message/cpim\r\n"
              + "a=path:msrp://127.0.0.1:7001/a;tcp\r\na=setup:passive\r\n");
      SipText ok = peer.await("SIP/2.0 200");
      String conference = HonestCall.contact(ok);
      String tag = HonestCall.tag(ok);
      peer.send("ACK", conference, owner, ok.header("Call-ID"), tag, 1, List.of(), "");
      String asserted = "P-Asserted-Identity: <" + owner + ">";
      for (String target : List.of(conference + ";method=BYE", owner + ";method=BYE", owner)) {
        List<String> refer = List.of("Refer-To: <" + target + ">", asserted);
        guest.send("REFER", conference, owner, refer, "");
        Expect.equal(guest.status(), 403, "a guest's REFER");
      }
      List<String> subscribe = List.of("Event: conference", "Expires: 60", asserted);
      guest.send("SUBSCRIBE", conference, owner, subscribe, "");
      Expect.equal(guest.status(), 403, "a guest's SUBSCRIBE");
      Expect.equal(
          arena.server.application().conferences().running(), 1, "conferences after the attack");
      peer.send("BYE", conference, owner, ok.header("Call-ID"), tag, 2, List.of(), "");
      Expect.equal(peer.status(), 200, "the owner's BYE");
    }
  }
}
