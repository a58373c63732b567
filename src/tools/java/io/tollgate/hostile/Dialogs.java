package io.tollgate.hostile;

import io.tollgate.harness.SipText;
import io.tollgate.msrpclient.Outgoing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Other people's calls, and requests that come again, or at the wrong time. */
final class Dialogs {
  private static final List<String> ASKING =
      List.of("BYE", "INVITE", "UPDATE", "REFER", "INFO", "MESSAGE", "NOTIFY", "PRACK");

  private static final String AUDIO =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 9 RTP/AVP 0\r\n";

  private Dialogs() {}

  static List<Attack> attacks() {
    List<Attack> all = new ArrayList<>();
    all.add(Attack.named("requests in a call whose tags are guessed", Dialogs::guessed));
    all.add(Attack.named("a stranger ends a call that they overheard", Dialogs::overheard));
    all.add(Attack.named("one who may only be called, and knows a tag", Dialogs::onlyCalled));
    all.add(Attack.named("a CANCEL for somebody else's INVITE", Dialogs::cancel));
    all.add(Attack.named("an answer for somebody else", Dialogs::answers));
    all.add(Attack.named("the same INVITE fifty times", Dialogs::again));
    all.add(Attack.named("the same request by another way", Dialogs::merged));
    all.add(
        Attack.named(
            "a message again, after its answer was lost with the connection",
            arena -> lostAnswer(arena, false)));
    all.add(Attack.named("the same over TLS", arena -> lostAnswer(arena, true)));
    all.add(Attack.named("ACKs, PRACKs and CANCELs of nothing", Dialogs::nothing));
    all.add(Attack.named("a caller whose connection is gone before the answer", Dialogs::gone));
    all.add(Attack.named("Replaces and Join of somebody else's call", Dialogs::joined));
    all.add(Attack.named("a hundred calls that nobody acknowledges", Dialogs::abandoned));
    return all;
  }

  private static void guessed(Arena arena) throws IOException {
    String payer = arena.user();
    arena.books.owes(payer, 1);
    try (Chat chat = Chat.begin(arena, payer);
        Talker guest = arena.udp(Arena.GUEST);
        Talker peer = arena.udp(Arena.PEER)) {
      for (Talker sender : List.of(guest, peer)) {
        for (String method : ASKING) {
          for (String tag : List.of("guess", "")) {
            sender.send(
                method, chat.remote(), payer, chat.callId(), tag, 99, List.of("Event: x"), "");
            Expect.that(sender.status() >= 400, method + " with a guessed tag was taken");
          }
        }
      }
      Expect.that(chat.callee().next(200) == null, "the other side heard of it");
      chat.hangUp();
    }
  }

  private static void overheard(Arena arena) throws IOException {
    String payer = arena.user();
    arena.books.owes(payer, 1);
    try (Chat chat = Chat.begin(arena, payer);
        Talker stranger = arena.udp(Arena.STRANGER)) {
      for (String method : ASKING) {
        stranger.send(method, chat.remote(), payer, chat.callId(), chat.tag(), 99, List.of(), "");
        stranger.next(200);
      }
      Expect.that(chat.callee().next(200) == null, "a stranger ended the call");
      chat.hangUp();
    }
  }

  /** What they know of their own call begins nothing new, with whomever. */
  private static void onlyCalled(Arena arena) {
    arena.books.owes(Arena.GUEST_PAYS, 1);
    List<String> headers = List.of("Content-Type: application/sdp");
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker called = arena.udp(Arena.SILENT);
        Talker friend = arena.udp(Arena.PEER)) {
      String user = arena.user();
      String callId = guest.send("INVITE", called.uri(Arena.MARK), user, headers, AUDIO);
      SipText invite = called.await("INVITE");
      called.answer(invite, "200 OK", headers, AUDIO);
      SipText ok = guest.finalAnswer();
      String remote = HonestCall.contact(ok);
      String tag = HonestCall.tag(ok);
      guest.send("ACK", remote, user, callId, tag, 1, List.of(), "");
      called.await("ACK");
      String known = invite.header("From").replaceFirst(".*;tag=([^;]*).*", "$1");
      for (String toTag : List.of(known, tag)) {
        for (String method : List.of("MESSAGE", "INVITE", "OPTIONS", "SUBSCRIBE", "REFER", "BYE")) {
          for (String id :
              List.of(UUID.randomUUID().toString(), invite.header("Call-ID"), callId)) {
            if (id.equals(callId) && toTag.equals(tag)) {
              // All that there is to know of the caller's own dialog.
              continue;
            }
            List<String> more = List.of("Event: x", "Refer-To: <" + friend.uri("x") + ">");
            called.send(method, friend.uri(Arena.MARK), user, id, toTag, 7, more, "");
            SipText answer = called.next(1_000);
            Expect.that(
                answer == null || answer.startLine().startsWith("SIP/2.0 4"),
                method
                    + " of "
                    + id
                    + " to "
                    + toTag
                    + " got "
                    + (answer == null ? "" : answer.startLine()));
          }
        }
      }
      Expect.that(friend.next(200) == null, "a friend heard of one who may only be called");
      Expect.that(guest.next(100) == null, "the caller heard of it");
      called.agreeable();
      guest.send("BYE", remote, user, callId, tag, 2, List.of(), "");
      Expect.equal(guest.status(), 200, "the caller's BYE");
    }
  }

  private static void cancel(Arena arena) {
    String payer = arena.user();
    arena.books.owes(payer, 0);
    try (Talker caller = arena.udp(Arena.PEER);
        Talker callee = arena.udp(Arena.PEER);
        Talker guest = arena.udp(Arena.GUEST)) {
      List<String> headers = List.of("P-Asserted-Identity: <" + payer + ">");
      String callId = caller.send("OPTIONS", callee.uri(Arena.MARK), payer, headers, "");
      SipText options = callee.await("OPTIONS");
      guest.send("CANCEL", callee.uri(Arena.MARK), payer, callId, "", 1, List.of(), "");
      Expect.equal(guest.status(), 481, "answer to a CANCEL of another's request");
      callee.answer(options, "200 OK");
      Expect.equal(caller.status(), 200, "answer to OPTIONS");
    }
  }

  /** Whoever does not see the branch cannot answer. */
  private static void answers(Arena arena) {
    try (Talker caller = arena.udp(Arena.PEER);
        Talker callee = arena.udp(Arena.PEER);
        Talker guest = arena.udp(Arena.GUEST)) {
      caller.send("OPTIONS", callee.uri(Arena.MARK), arena.user(), List.of(), "");
      SipText options = callee.await("OPTIONS");
      String text = options.text();
      SipText forged = new SipText(text.replaceAll("branch=[^;\r]*", "branch=z9hG4bKguess"));
      guest.answer(forged, "604 Forged");
      callee.answer(options, "200 OK");
      Expect.equal(caller.status(), 200, "answer to OPTIONS");
    }
  }

  private static void again(Arena arena) {
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      arena.books.owes(Arena.GUEST_PAYS, 1);
      List<String> text = List.of("Content-Type: text/plain");
      String message =
          guest.request(
              "MESSAGE",
              friend.uri(Arena.MARK),
              arena.user(),
              UUID.randomUUID().toString(),
              "",
              1,
              text,
              Arena.TEXT);
      for (int i = 0; i < 50; i++) {
        guest.sendText(message);
      }
      friend.answer(friend.await("MESSAGE"), "200 OK");
      Expect.equal(guest.status(), 200, "answer");
      for (int i = 0; i < 50; i++) {
        guest.sendText(message);
      }
      Expect.that(friend.next(300) == null, "the message came twice");
    }
  }

  private static void merged(Arena arena) {
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      arena.books.owes(Arena.GUEST_PAYS, 1);
      List<String> text = List.of("Content-Type: text/plain");
      String callId = UUID.randomUUID().toString();
      String user = arena.user();
      for (int i = 0; i < 5; i++) {
        // A branch of its own each time (RFC 3261 8.2.2.2).
        guest.send("MESSAGE", friend.uri(Arena.MARK), user, callId, "", 1, text, Arena.TEXT);
      }
      friend.answer(friend.await("MESSAGE"), "200 OK");
      int taken = 0;
      for (int i = 0; i < 5; i++) {
        taken += guest.status() == 200 ? 1 : 0;
      }
      Expect.equal(taken, 1, "requests taken of five with one Call-ID and CSeq");
    }
  }

  /** A client that keeps to its transaction hears what became of it, and pays once. */
  private static void lostAnswer(Arena arena, boolean tls) throws IOException {
    arena.books.owes(Arena.GUEST_PAYS, 1);
    try (Talker friend = arena.udp(Arena.PEER)) {
      String message = "";
      for (int i = 0; i < 3; i++) {
        try (Talker guest = tls ? arena.tls(Arena.GUEST) : arena.tcp(Arena.GUEST)) {
          if (i == 0) {
            message =
                guest.request(
                    "MESSAGE",
                    friend.uri(Arena.MARK),
                    arena.user(),
                    UUID.randomUUID().toString(),
                    "",
                    1,
                    List.of("Content-Type: text/plain"),
                    Arena.TEXT);
          }
          guest.sendText(message);
          if (i == 0) {
            friend.answer(friend.await("MESSAGE"), "202 Accepted");
          }
          Expect.equal(guest.status(), 202, "answer over connection " + i);
        }
      }
      Expect.that(friend.next(300) == null, "the message came twice");
    }
  }

  private static void nothing(Arena arena) {
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker peer = arena.udp(Arena.PEER)) {
      for (Talker sender : List.of(guest, peer)) {
        for (int i = 0; i < 50; i++) {
          for (String method : List.of("ACK", "PRACK", "CANCEL")) {
            sender.send(
                method,
                "sip:x@127.0.0.1:" + arena.port(),
                arena.user(),
                "n" + i,
                "t",
                1,
                List.of(),
                "");
          }
        }
        while (sender.next(200) != null) {
          // 481, or nothing.
        }
      }
    }
  }

  private static void gone(Arena arena) throws IOException {
    List<String> headers = List.of("Content-Type: application/sdp");
    try (Talker friend = arena.udp(Arena.PEER)) {
      for (int i = 0; i < 5; i++) {
        SipText invite;
        try (Talker caller = arena.tcp(Arena.VAIN_GUEST)) {
          caller.send("INVITE", friend.uri(Arena.MARK), arena.user(), headers, AUDIO);
          invite = friend.await("INVITE");
        }
        friend.answer(invite, "200 OK", headers, AUDIO);
        friend.await("ACK");
        friend.answer(friend.await("BYE"), "200 OK");
      }
    }
  }

  /** Whoever knows a call's tags, as its parties do, gets no hold of it. */
  private static void joined(Arena arena) throws IOException {
    String payer = arena.user();
    arena.books.owes(payer, 1);
    List<String> sdp = List.of("Content-Type: application/sdp");
    try (Chat chat = Chat.begin(arena, payer);
        Talker guest = arena.udp(Arena.VAIN_GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      String invited = chat.invited().header("From").replaceFirst(".*;tag=([^;]*).*", "$1");
      for (String ids :
          List.of(
              chat.callId() + ";to-tag=" + chat.tag() + ";from-tag=f",
              chat.callId() + ";to-tag=f;from-tag=" + chat.tag(),
              chat.invited().header("Call-ID") + ";to-tag=t;from-tag=" + invited,
              chat.invited().header("Call-ID") + ";to-tag=" + invited + ";from-tag=t")) {
        for (String name : List.of("Replaces", "Join", "Target-Dialog")) {
          for (String method : List.of("INVITE", "REFER", "SUBSCRIBE", "MESSAGE")) {
            List<String> headers = new ArrayList<>(sdp);
            headers.add(name + ": " + ids);
            headers.add("Event: conference");
            headers.add("Refer-To: <" + chat.remote() + ";method=BYE>");
            guest.send(method, friend.uri(Arena.MARK), payer, headers, AUDIO);
            SipText request = friend.next(2_000);
            if (request != null && !request.startLine().startsWith("ACK ")) {
              friend.answer(request, "603 Decline");
            }
            Expect.that(guest.status() >= 400, method + " with " + name + " was taken");
          }
        }
      }
      Expect.that(chat.callee().next(300) == null, "the callee heard of it");
      Outgoing message = Outgoing.text(Arena.TEXT);
      int length = message.body().length;
      Expect.equal(
          chat.mine().ask(chat.mine().chunk(message, 0, length, "1-" + length + "/" + length, '$')),
          200,
          "answer to a message in the call");
      chat.hangUp();
    }
  }

  private static void abandoned(Arena arena) {
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      String sdp =
          "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
              + "m=audio 9 RTP/AVP 0\r\n";
      List<String> headers = List.of("Content-Type: application/sdp");
      friend.manner(
          request -> {
            if (request.startLine().startsWith("INVITE ")) {
              friend.answer(request, "200 OK", headers, sdp);
            } else if (!request.startLine().startsWith("ACK ")) {
              friend.answer(request, "200 OK");
            }
          });
      arena.books.owes(Arena.GUEST_PAYS, 100);
      for (int i = 0; i < 100; i++) {
        guest.send("INVITE", friend.uri(Arena.MARK), arena.user(), headers, sdp);
        if (i % 10 == 9) {
          guest.next(20);
        }
      }
      io.tollgate.harness.Await.within(
          java.time.Duration.ofSeconds(10),
          () -> arena.server.application().sipContainer().liveSessions() == 0);
    }
  }
}
