package io.tollgate.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.harness.SipText;
import io.tollgate.msrpclient.Outgoing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.UUID;

/** Frames of MSRP and documents of XML, mutated. */
final class OtherFuzz {
  private static final List<String> DOCUMENTS =
      List.of(
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?><resource-lists xmlns=\"urn:ietf:params:xml:"
              + "ns:resource-lists\" xmlns:cp=\"urn:ietf:params:xml:ns:copycontrol\"><list>"
              + "<entry uri=\"sip:x@127.0.0.8\" cp:copyControl=\"to\"/>"
              + "<entry uri=\"sip:y@127.0.0.8\" cp:copyControl=\"bcc\"/></list></resource-lists>",
          "<?xml version=\"1.0\"?><imdn xmlns=\"urn:ietf:params:xml:ns:imdn\"><message-id>34jk324j"
              + "</message-id><datetime>2026-04-04T12:16:49-05:00</datetime><delivery-notification>"
              + "<status><delivered/></status></delivery-notification></imdn>",
          "<?xml version=\"1.0\"?><isComposing xmlns=\"urn:ietf:params:xml:ns:im-iscomposing\">"
              + "<state>active</state><contenttype>text/plain</contenttype><refresh>90</refresh>"
              + "</isComposing>",
          "<?xml version=\"1.0\"?><conference-info xmlns=\"urn:ietf:params:xml:ns:conference-info\""
              + " entity=\"sip:c@127.0.0.1\" state=\"full\" version=\"1\"><users/>"
              + "</conference-info>");

  private static final List<String> TYPES =
      List.of(
          "application/resource-lists+xml",
          "message/imdn+xml",
          "application/im-iscomposing+xml",
          "application/conference-info+xml");

  private static final int MOST_OF_A_DATAGRAM = 5_000;

  private OtherFuzz() {}

  static List<Attack> attacks() {
    return List.of(
        Attack.named("headers without the number that they want", OtherFuzz::numbers),
        Attack.named("XML in SIP", OtherFuzz::documents),
        Attack.named("XML that explodes, points outside or is deep", OtherFuzz::bombs),
        Attack.named("MSRP without a session", OtherFuzz::frames),
        Attack.named("MSRP in a session", OtherFuzz::session));
  }

  /** Each is refused, and the connection goes on. */
  private static void numbers(Arena arena) throws IOException {
    String target = "sip:127.0.0.1:" + arena.port();
    try (Talker guest = arena.tcp(Arena.GUEST)) {
      for (String header :
          List.of(
              "RAck: x",
              "RAck: 1 y INVITE",
              "RSeq: z",
              "RSeq: " + "9".repeat(60),
              "MIME-Version: x.y",
              "Expires: x",
              "Max-Forwards: x")) {
        guest.send("OPTIONS", target, arena.user(), List.of(header), "");
        int status = guest.status();
        Expect.that(status / 100 == 4 || status == 200, header + " got " + status);
      }
      guest.send("OPTIONS", target, arena.user(), List.of(), "");
      Expect.equal(guest.status(), 200, "the next request of the connection");
    }
  }

  private static void documents(Arena arena) throws IOException {
    arena.books.owesAnything(Arena.GUEST_PAYS);
    Mutator mutator = new Mutator(arena.random);
    try (Pace pace = new Pace(arena);
        Talker guest = arena.udp(Arena.GUEST)) {
      for (int i = 0; i < Math.max(20, arena.volume / 10); i++) {
        int kind = arena.random.nextInt(DOCUMENTS.size());
        String document = mutator.mutate(DOCUMENTS.get(kind));
        if (document.length() <= MOST_OF_A_DATAGRAM) {
          send(arena, guest, i % 3, TYPES.get(kind), document);
          pace.one();
        }
        if (pace.isBurst()) {
          answers(guest, Integer.MAX_VALUE, 0);
        }
      }
      answers(guest, Integer.MAX_VALUE, 300);
    }
  }

  private static void bombs(Arena arena) throws IOException {
    StringBuilder bomb =
        new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY a0 \"x\">");
    for (int i = 1; i < 12; i++) {
      bomb.append("<!ENTITY a").append(i).append(" \"");
      bomb.append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
    }
    bomb.append("]><resource-lists><list><entry uri=\"&a11;\"/></list></resource-lists>");
    String outside = "<!DOCTYPE x [<!ENTITY e SYSTEM \"http://127.0.0.9:1/\">]><imdn>&e;</imdn>";
    String deep = "<list>".repeat(20_000);
    String wide = "<imdn " + "a%d=\"x\" ".repeat(3_000) + "/>";
    String many = "<imdn>" + "<x/>".repeat(50_000) + "</imdn>";
    for (String type : TYPES) {
      for (String document : List.of(bomb.toString(), outside, deep, wide, many)) {
        document(arena, type, document);
      }
    }
  }

  /** As body of a MESSAGE, in a list and in a NOTIFY; over TCP where it is large. */
  private static void document(Arena arena, String type, String document) throws IOException {
    arena.books.owesAnything(Arena.GUEST_PAYS);
    boolean large = document.length() > MOST_OF_A_DATAGRAM;
    try (Talker guest = large ? arena.tcp(Arena.GUEST) : arena.udp(Arena.GUEST)) {
      for (int way = 0; way < 3; way++) {
        send(arena, guest, way, type, document);
      }
      answers(guest, 3, large ? 2_000 : 300);
    } catch (UncheckedIOException cut) {
      // As good as an answer.
    }
  }

  private static void send(Arena arena, Talker guest, int way, String type, String document) {
    String user = arena.user();
    String elsewhere = "sip:x@127.0.0.8:9";
    switch (way) {
      case 0 -> guest.send("MESSAGE", elsewhere, user, List.of("Content-Type: " + type), document);
      case 1 ->
          guest.send(
              "INVITE",
              "sip:conference-factory@127.0.0.1:" + arena.port(),
              user,
              List.of("Content-Type: multipart/mixed;boundary=l", "Require: recipient-list-invite"),
              "--l\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n\r\n--l\r\nContent-Type: "
                  + type
                  + "\r\nContent-Disposition: recipient-list\r\n\r\n"
                  + document
                  + "\r\n--l--\r\n");
      default ->
          guest.send(
              "NOTIFY",
              elsewhere,
              user,
              List.of("Content-Type: " + type, "Event: conference", "Subscription-State: active"),
              document);
    }
  }

  /** None says that the server did not know what to do. */
  private static void answers(Talker guest, int most, int millis) {
    int seen = 0;
    for (SipText answer = guest.next(millis);
        answer != null && seen < most;
        answer = guest.next(millis)) {
      String line = answer.startLine();
      seen += line.startsWith("SIP/2.0 1") ? 0 : 1;
      Expect.that(
          !line.startsWith("SIP/2.0 5") || line.contains("503") || line.contains("513"),
          answer.header("CSeq") + " got " + line);
    }
  }

  private static final String FRAME =
      "MSRP %1$s SEND\r\nTo-Path: %2$s\r\nFrom-Path: %3$s\r\nMessage-ID: %4$s\r\n"
          + "Byte-Range: 1-13/13\r\nSuccess-Report: yes\r\nContent-Type: text/plain\r\n\r\n"
          + Arena.TEXT
          + "\r\n-------%1$s$\r\n";

  private static byte[] frame(String to, String from) {
    String id = UUID.randomUUID().toString().substring(0, 12);
    return FRAME.formatted(id, to, from, UUID.randomUUID()).getBytes(UTF_8);
  }

  /** Octets that begin no frame end a connection: each has a few. */
  private static void frames(Arena arena) throws IOException {
    Mutator mutator = new Mutator(arena.random);
    String to = "msrp://127.0.0.1:" + arena.msrpPort + "/abcdefgh;tcp";
    try (Pace pace = new Pace(arena)) {
      for (int i = 0; i < arena.volume / 10; ) {
        try (Socket one =
            new Socket("127.0.0.1", arena.msrpPort, InetAddress.getByName(Arena.STRANGER), 0)) {
          for (int j = 0; j < 10; j++, i++) {
            one.getOutputStream().write(mutator.mutate(frame(to, "msrp://127.0.0.9:1/x;tcp")));
          }
        } catch (IOException cut) {
          i++;
        }
        pace.one();
      }
    }
  }

  private static void session(Arena arena) throws IOException {
    Mutator mutator = new Mutator(arena.random);
    for (int i = 0; i < Math.max(5, arena.volume / 400); i++) {
      String payer = arena.user();
      arena.books.owes(payer, 1);
      try (Chat chat = Chat.begin(arena, payer)) {
        try {
          for (int j = 0; j < 20; j++) {
            chat.mine().raw(mutator.mutate(frame(chat.mineRemote(), chat.mine().path())));
          }
          chat.mine().send(Outgoing.text(Arena.TEXT));
        } catch (IOException cut) {
          // As good as an answer.
        }
        chat.end();
      }
    }
  }
}
