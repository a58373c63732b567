package io.tollgate.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Who is no peer, over each transport. */
final class Strangers {
  private static final List<String> METHODS =
      List.of("INVITE", "MESSAGE", "OPTIONS", "REGISTER", "BYE", "NOTIFY", "REFER", "FOO");

  private Strangers() {}

  static List<Attack> attacks() {
    List<Attack> all = new ArrayList<>();
    for (String method : METHODS) {
      all.add(Attack.named(method + " of a stranger", arena -> refused(arena, method)));
    }
    all.add(Attack.named("a flood of strangers' requests", Strangers::flood));
    all.add(Attack.named("answers of strangers to nothing", Strangers::answers));
    all.add(Attack.named("a stranger over TCP", arena -> closed(arena, false)));
    all.add(Attack.named("a stranger over TLS", arena -> closed(arena, true)));
    all.add(Attack.named("a peer without its certificate", Strangers::withoutCertificate));
    all.add(Attack.named("a peer that may only be sent to", Strangers::onlySentTo));
    all.add(Attack.named("a guest beyond its rate", Strangers::rate));
    for (boolean tls : new boolean[] {false, true}) {
      all.add(
          Attack.named(
              "REGISTER of a guest over " + (tls ? "TLS" : "TCP"), arena -> register(arena, tls)));
    }
    all.add(Attack.named("REGISTER of a guest over UDP", Strangers::register));
    return all;
  }

  private static void refused(Arena arena, String method) {
    try (Talker stranger = arena.udp(Arena.STRANGER);
        Talker peer = arena.udp(Arena.PEER)) {
      int sessions = arena.server.application().sipContainer().liveSessions();
      stranger.send(method, peer.uri(Arena.MARK), arena.user(), List.of(), Arena.TEXT);
      var answer = stranger.next(1_000);
      Expect.that(
          answer == null || answer.startLine().startsWith("SIP/2.0 403"),
          method + " of a stranger got " + (answer == null ? "" : answer.startLine()));
      Expect.that(peer.next(100) == null, method + " of a stranger reached a peer");
      Expect.atMost(
          arena.server.application().sipContainer().liveSessions(), sessions, "live sessions");
    }
  }

  private static void flood(Arena arena) {
    try (Talker stranger = arena.udp(Arena.STRANGER);
        Talker peer = arena.udp(Arena.PEER)) {
      long begin = System.nanoTime();
      for (int i = 0; i < 500; i++) {
        stranger.send("OPTIONS", peer.uri(Arena.MARK), arena.user(), List.of(), "");
      }
      int answers = 0;
      while (stranger.next(300) != null) {
        answers++;
      }
      // 20 in a second, and what a bucket of them holds.
      long seconds = (System.nanoTime() - begin) / 1_000_000_000L;
      Expect.atMost(answers, 20 * (seconds + 2), "answers to a flood");
    }
  }

  private static void answers(Arena arena) {
    try (Talker stranger = arena.udp(Arena.STRANGER)) {
      for (int i = 0; i < 100; i++) {
        stranger.sendText(
            "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:"
                + arena.port()
                + ";branch=z9hG4bK"
                + i
                + "\r\nFrom: <sip:a@x>;tag=1\r\nTo: <sip:b@x>;tag=2\r\nCall-ID: "
                + i
                + "\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n");
      }
      Expect.that(stranger.next(200) == null, "an answer was answered");
    }
  }

  private static void closed(Arena arena, boolean tls) {
    try (Talker stranger = tls ? arena.tls(Arena.STRANGER) : arena.tcp(Arena.STRANGER)) {
      stranger.send("OPTIONS", "sip:x@127.0.0.1", arena.user(), List.of(), "");
      var answer = stranger.next(1_000);
      Expect.that(
          answer == null || answer.startLine().startsWith("SIP/2.0 403"), "a stranger was served");
    } catch (IOException | java.io.UncheckedIOException refused) {
      // Not let in at all.
    }
  }

  private static void withoutCertificate(Arena arena) throws IOException {
    try (Talker udp = arena.udp(Arena.CERTIFIED);
        Talker peer = arena.udp(Arena.PEER)) {
      udp.send("MESSAGE", peer.uri(Arena.MARK), arena.user(), List.of(), "");
      var answer = udp.next(1_000);
      Expect.that(
          answer == null || answer.startLine().startsWith("SIP/2.0 403"), "served over UDP");
      Expect.that(peer.next(100) == null, "a MESSAGE over UDP reached a peer");
    }
    try (Talker tcp = arena.tcp(Arena.CERTIFIED)) {
      tcp.send("OPTIONS", "sip:x@127.0.0.1:9", arena.user(), List.of(), "");
      var answer = tcp.next(1_000);
      Expect.that(
          answer == null || answer.startLine().startsWith("SIP/2.0 403"), "served over TCP");
    } catch (java.io.UncheckedIOException refused) {
      // Not let in at all.
    }
    try (Talker tls = arena.tls(Arena.CERTIFIED)) {
      tls.send("OPTIONS", "sip:x@127.0.0.1:9", arena.user(), List.of(), "");
      var answer = tls.next(1_000);
      Expect.that(
          answer == null || answer.startLine().startsWith("SIP/2.0 403"),
          "served over TLS with another certificate");
    } catch (IOException | java.io.UncheckedIOException refused) {
      // Not let in at all.
    }
  }

  private static void onlySentTo(Arena arena) {
    try (Talker silent = arena.udp(Arena.SILENT);
        Talker peer = arena.udp(Arena.PEER)) {
      silent.send("MESSAGE", peer.uri(Arena.MARK), arena.user(), List.of(), Arena.TEXT);
      Expect.that(peer.next(300) == null, "a MESSAGE reached a peer");
    }
  }

  private static void register(Arena arena, boolean tls) throws IOException {
    try (Talker guest = tls ? arena.tls(Arena.GUEST) : arena.tcp(Arena.GUEST)) {
      register(arena, guest);
    }
  }

  private static void register(Arena arena) {
    try (Talker guest = arena.udp(Arena.GUEST)) {
      register(arena, guest);
    }
  }

  /** Who comes and goes is the registrar's to say: what waits for somebody would come to others. */
  private static void register(Arena arena, Talker guest) {
    String away = "sip:" + Arena.MARK + "-away@127.0.0.1";
    try (Talker sender = arena.udp(Arena.PEER);
        Talker friend = arena.udp(Arena.PEER)) {
      String payer = arena.user();
      // To keep it and to hand it over are a record each.
      arena.books.owesAnything(payer);
      String recipient = away + ":" + friend.port();
      sender.send(
          "MESSAGE",
          recipient,
          payer,
          List.of("Content-Type: text/plain", "P-Asserted-Identity: <" + payer + ">"),
          Arena.TEXT);
      friend.answer(friend.await("MESSAGE"), "480 Away");
      Expect.equal(sender.status(), 202, "answer to a message that waits");
      for (String contact : List.of(guest.uri("me"), friend.uri("me"), recipient)) {
        for (String asserted : List.of("X: y", "P-Asserted-Identity: <" + recipient + ">")) {
          List<String> headers = List.of("Expires: 600", "Contact: <" + contact + ">", asserted);
          guest.register(recipient, headers);
          Expect.equal(guest.status(), 403, "REGISTER of a guest");
        }
      }
      Expect.that(guest.next(200) == null, "a guest was sent what waits for another");
      Expect.that(friend.next(100) == null, "it was sent at a guest's word");
      friend.register(recipient, List.of("Expires: 600"));
      friend.answer(friend.await("MESSAGE"), "200 OK");
    }
  }

  private static void rate(Arena arena) {
    try (Talker guest = arena.udp(Arena.SLOW_GUEST);
        Talker peer = arena.udp(Arena.PEER).agreeable()) {
      for (int i = 0; i < 10 * Arena.SLOW_RATE; i++) {
        guest.send("OPTIONS", peer.uri(Arena.MARK), arena.user(), List.of(), "");
      }
      int taken = 0;
      int refused = 0;
      while (taken + refused < 10 * Arena.SLOW_RATE) {
        int status = guest.status();
        taken += status == 200 ? 1 : 0;
        refused += status == 503 ? 1 : 0;
        Expect.that(status == 200 || status == 503, "answer: " + status);
      }
      Expect.atMost(taken, 4 * Arena.SLOW_RATE, "requests that were taken");
    }
  }
}
