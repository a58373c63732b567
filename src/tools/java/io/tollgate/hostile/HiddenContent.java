package io.tollgate.hostile;

import io.tollgate.harness.SipText;
import io.tollgate.lab.cdf.CallDetail;
import io.tollgate.lab.cdf.Column;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Content that travels under another name, or another way. */
final class HiddenContent {
  private static final List<String> BODILESS =
      List.of("OPTIONS", "SUBSCRIBE", "NOTIFY", "PUBLISH", "REFER", "INFO", "UPDATE");

  /** Names under which a text would be free, were names believed. */
  private static final List<String> DISGUISES =
      List.of(
          "message/imdn+xml",
          "application/im-iscomposing+xml",
          "text/x-msrp-heartbeat",
          "message/cpim",
          "multipart/mixed;boundary=x",
          "application/octet-stream");

  private HiddenContent() {}

  static List<Attack> attacks() {
    List<Attack> all = new ArrayList<>();
    for (String type : DISGUISES) {
      all.add(Attack.named("MESSAGE with text as " + type, arena -> page(arena, type, Arena.TEXT)));
    }
    all.add(
        Attack.named(
            "MESSAGE with a text in the comment of a notification",
            arena ->
                page(
                    arena,
                    "application/im-iscomposing+xml",
                    "<?xml version=\"1.0\"?><isComposing xmlns=\"urn:ietf:params:xml:ns:"
                        + "im-iscomposing\"><!--"
                        + Arena.TEXT
                        + "--><state>idle</state></isComposing>")));
    for (String method : BODILESS) {
      all.add(Attack.named(method + " with a text in it", arena -> bodiless(arena, method)));
    }
    for (String method : List.of("OPTIONS", "PUBLISH", "SUBSCRIBE", "REFER", "INVITE")) {
      all.add(Attack.named(method + " with a text in its headers", arena -> worded(arena, method)));
    }
    for (String encoding : List.of("gzip", "deflate", "identity, gzip", "x")) {
      all.add(Attack.named("bodies in " + encoding, arena -> compressed(arena, encoding)));
    }
    all.add(Attack.named("a charset that nobody knows", HiddenContent::charsets));
    all.add(Attack.named("INVITE with a text and no session", HiddenContent::invitation));
    all.add(Attack.named("a text in the body of an answer", HiddenContent::answer));
    all.add(Attack.named("MSRP with text under free names", HiddenContent::relayed));
    all.add(Attack.named("MSRP in messages that never end", HiddenContent::unfinished));
    return all;
  }

  /** It is a message, and costs one. */
  private static void page(Arena arena, String type, String body) {
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      arena.books.owes(Arena.GUEST_PAYS, 1);
      List<String> headers = List.of("Content-Type: " + type);
      guest.send("MESSAGE", friend.uri(Arena.MARK), arena.user(), headers, body);
      friend.answer(friend.await("MESSAGE", guest), "200 OK");
      Expect.equal(guest.status(), 200, "answer");
    }
  }

  /** Nobody looks into it: a message is one, and what is not charged does not carry it. */
  private static void compressed(Arena arena, String encoding) {
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      arena.books.owes(Arena.GUEST_PAYS, 1);
      String coded = "Content-Encoding: " + encoding;
      List<String> composing =
          List.of("Content-Type: application/im-iscomposing+xml", coded, "Event: presence");
      guest.send(
          "MESSAGE", friend.uri(Arena.MARK), arena.user(), composing, "\u001f\u008b" + Arena.TEXT);
      friend.answer(friend.await("MESSAGE", guest), "200 OK");
      Expect.equal(guest.status(), 200, "answer");
      for (String method : List.of("NOTIFY", "INFO", "OPTIONS", "PUBLISH")) {
        for (String type : List.of("application/sdp", "application/pidf+xml")) {
          List<String> headers =
              List.of("Content-Type: " + type, "Event: presence", "e: " + encoding);
          guest.send(method, friend.uri(Arena.MARK), arena.user(), headers, Arena.TEXT);
          Expect.that(guest.status() >= 400, method + " carried " + type + " in " + encoding);
        }
      }
      Expect.that(friend.next(200) == null, "something in " + encoding + " was carried");
    }
  }

  private static void charsets(Arena arena) {
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      for (String charset :
          List.of("UTF-", "none-such", "ISO-2022-CN", "\"UTF-9\"", "x-mac-none")) {
        for (String method : List.of("MESSAGE", "INVITE", "INFO", "NOTIFY")) {
          List<String> headers =
              List.of("Content-Type: text/plain;charset=" + charset, "Event: presence");
          guest.send(method, friend.uri(Arena.MARK), arena.user(), headers, Arena.TEXT);
          int status = guest.status();
          Expect.that(status / 100 == 4, method + " in " + charset + " got " + status);
        }
      }
      Expect.that(friend.next(200) == null, "something was carried");
    }
  }

  private static void bodiless(Arena arena, String method) {
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER).agreeable()) {
      for (String type : List.of("text/plain", "message/imdn+xml", "application/sdp")) {
        List<String> headers =
            List.of("Content-Type: " + type, "Event: presence", "Refer-To: <sip:x@127.0.0.1>");
        long before = friend.octets();
        guest.send(method, friend.uri(Arena.MARK), arena.user(), headers, Arena.TEXT);
        Expect.that(guest.status() >= 400, method + " carried " + type);
        Expect.equal(friend.octets(), before, "octets that reached the friend");
      }
    }
  }

  /** There and back: what has no meaning says little. */
  private static void worded(Arena arena, String method) {
    try (Talker guest = arena.udp(Arena.VAIN_GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      List<String> words = List.of("X-Said: " + Arena.TEXT.repeat(100), "Event: presence");
      List<String> headers = new ArrayList<>(words);
      headers.add("Refer-To: <sip:x@127.0.0.1>");
      guest.send(method, friend.uri(Arena.MARK), arena.user(), headers, "");
      SipText request = friend.await(method);
      Expect.that(!request.text().contains(Arena.TEXT), method + " carried a text");
      friend.answer(request, "603 Decline", words, "");
      Expect.that(!guest.finalAnswer().text().contains(Arena.TEXT), "its answer carried a text");
    }
  }

  private static void invitation(Arena arena) {
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      List<String> headers = List.of("Content-Type: text/plain");
      guest.send("INVITE", friend.uri(Arena.MARK), arena.user(), headers, Arena.TEXT);
      Expect.equal(guest.status(), 415, "answer");
      Expect.that(friend.next(200) == null, "the friend was called");
    }
  }

  private static void answer(Arena arena) {
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      guest.send("OPTIONS", friend.uri(Arena.MARK), arena.user(), List.of(), "");
      friend.answer(
          friend.await("OPTIONS"), "200 OK", List.of("Content-Type: text/plain"), Arena.TEXT);
      SipText got = guest.finalAnswer();
      Expect.that(!got.text().contains(Arena.TEXT), "an answer carried a text");
    }
  }

  /** Each is refused, or carried and counted. */
  private static void relayed(Arena arena) throws IOException {
    String payer = arena.user();
    arena.books.owes(payer, 1);
    int counted;
    try (Chat chat = Chat.begin(arena, payer)) {
      int carried = 0;
      for (String type : DISGUISES) {
        Outgoing message = Outgoing.text(Arena.TEXT).as(type);
        int length = message.body().length;
        int status =
            chat.mine()
                .ask(chat.mine().chunk(message, 0, length, "1-" + length + "/" + length, '$'));
        Expect.that(status == 200 || status >= 400, "answer to " + type + ": " + status);
        carried += status == 200 ? 1 : 0;
      }
      Outgoing small = Outgoing.text(Arena.TEXT).as("message/imdn+xml").inChunksOf(2);
      MsrpAgent mine = chat.mine();
      mine.send(small);
      counted = carried + 1;
      chat.theirs().awaitMessages(counted);
      chat.hangUp();
    }
    Expect.equal(sent(arena, payer), counted, "messages in the record");
  }

  /** All but the end of each is carried; it is said all the same. */
  private static void unfinished(Arena arena) throws IOException {
    String payer = arena.user();
    arena.books.owes(payer, 1);
    int messages = 30;
    try (Chat chat = Chat.begin(arena, payer)) {
      for (int i = 0; i < messages; i++) {
        Outgoing message = Outgoing.text(Arena.TEXT);
        int length = message.body().length;
        byte[] chunk =
            chat.mine().chunk(message, 0, length - 1, "1-" + (length - 1) + "/" + length, '#');
        Expect.equal(chat.mine().ask(chunk), 200, "answer to a message that is given up");
      }
      chat.hangUp();
    }
    Expect.that(sent(arena, payer) >= messages - 10, "messages without an end are free");
  }

  private static int sent(Arena arena, String payer) {
    io.tollgate.harness.Await.until(
        () ->
            arena.lab.cdrs().sessions().stream()
                .filter(detail -> detail.last().get(Column.SUBSCRIBER).equals(payer))
                .anyMatch(CallDetail::isFinished),
        "the session's STOP");
    return arena.lab.cdrs().sessions().stream()
        .filter(detail -> detail.last().get(Column.SUBSCRIBER).equals(payer))
        .map(detail -> detail.last().get(Column.SENT))
        .mapToInt(sent -> sent.isEmpty() ? 0 : Integer.parseInt(sent))
        .findFirst()
        .orElse(-1);
  }
}
