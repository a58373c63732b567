package io.tollgate.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tollgate.harness.SipText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Valid traffic of every method, mutated, over every transport. */
final class SipFuzz {
  private static final List<String> METHODS =
      List.of(
          "INVITE",
          "ACK",
          "BYE",
          "CANCEL",
          "MESSAGE",
          "OPTIONS",
          "SUBSCRIBE",
          "NOTIFY",
          "REFER",
          "PUBLISH",
          "INFO",
          "UPDATE",
          "PRACK",
          "REGISTER");
  static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=message 9 TCP/MSRP *\r\na=accept-types:*\r\na=path:msrp://127.0.0.1:9/a;tcp\r\n"
          + "a=setup:passive\r\n";

  private SipFuzz() {}

  static List<Attack> attacks() {
    return List.of(
        Attack.named("of a stranger over UDP", arena -> run(arena, Arena.STRANGER, "UDP", 10)),
        Attack.named("of a guest over UDP", arena -> run(arena, Arena.GUEST, "UDP", 40)),
        Attack.named("of a peer over UDP", arena -> run(arena, Arena.PEER, "UDP", 10)),
        Attack.named("of a guest over TCP", arena -> run(arena, Arena.GUEST, "TCP", 13)),
        Attack.named("of a guest over TLS", arena -> run(arena, Arena.GUEST, "TLS", 7)),
        Attack.named("in calls", arena -> DialogFuzz.calls(arena, share(arena, 10))),
        Attack.named("in conferences", arena -> DialogFuzz.conferences(arena, share(arena, 5))),
        Attack.named("answers of a callee", SipFuzz::answers));
  }

  /** How many messages an attack of so many percent sends. */
  private static int share(Arena arena, int percent) {
    return (int) Math.max(50, arena.volume * (long) percent / 100);
  }

  private static Talker talker(Arena arena, String address, String over) throws IOException {
    return switch (over) {
      case "UDP" -> arena.udp(address);
      case "TCP" -> arena.tcp(address);
      default -> arena.tls(address);
    };
  }

  private static void run(Arena arena, String address, String over, int percent)
      throws IOException {
    arena.books.owesAnything(Arena.GUEST_PAYS);
    if (address.equals(Arena.PEER)) {
      arena.books.owedByOthersToo();
    }
    Mutator mutator = new Mutator(arena.random);
    try (Pace pace = new Pace(arena);
        Talker friend = arena.udp(Arena.PEER)) {
      friend.manner(request -> agree(friend, request));
      Talker sender = talker(arena, address, over);
      try {
        int messages = share(arena, percent);
        for (int i = 0; i < messages; i++) {
          String method = METHODS.get(arena.random.nextInt(METHODS.size()));
          String text = valid(arena, sender, friend, method);
          boolean closed = sender.ended();
          try {
            sender.sendOctets(cut(mutator.mutate(text.getBytes(ISO_8859_1)), over));
          } catch (UncheckedIOException cut) {
            closed = true;
          }
          pace.one();
          if (closed || (pace.isBurst() && !over.equals("UDP") && !hears(sender, arena))) {
            sender.close();
            sender = talker(arena, address, over);
          }
        }
      } finally {
        sender.close();
      }
      settle(arena);
    }
  }

  /** A message whose length was changed swallows those behind it: then nothing is answered. */
  private static boolean hears(Talker sender, Arena arena) {
    while (sender.next(0) != null) {
      // Answers to what came before.
    }
    try {
      sender.send("OPTIONS", "sip:127.0.0.1:" + arena.port(), "sip:x@y", List.of(), "");
      return sender.next(100) != null;
    } catch (UncheckedIOException cut) {
      return false;
    }
  }

  static byte[] cut(byte[] octets, String over) {
    return over.equals("UDP") && octets.length > 60_000
        ? java.util.Arrays.copyOf(octets, 60_000)
        : octets;
  }

  /** While its parties are there to answer; what is left ends by itself. */
  static void settle(Arena arena) {
    io.tollgate.harness.Await.within(
        java.time.Duration.ofSeconds(4),
        () -> arena.server.application().sipContainer().liveSessions() == 0);
  }

  static String valid(Arena arena, Talker sender, Talker friend, String method) {
    List<String> headers = new ArrayList<>();
    String body = "";
    switch (method) {
      case "INVITE", "UPDATE" -> {
        headers.add("Content-Type: application/sdp");
        headers.add("Session-Expires: 1800;refresher=uac");
        headers.add("Supported: timer, 100rel, replaces");
        body = SDP;
      }
      case "MESSAGE" -> {
        headers.add("Content-Type: text/plain;charset=UTF-8");
        body = Arena.TEXT;
      }
      case "SUBSCRIBE", "NOTIFY", "PUBLISH" -> {
        headers.add("Event: conference;id=1");
        headers.add("Expires: 5");
        headers.add("Subscription-State: active;expires=5");
      }
      case "REFER" -> {
        headers.add("Refer-To: <sip:" + Arena.MARK + "@127.0.0.8;method=BYE>");
        // What it begins is over when the server is looked at.
        headers.add("Expires: 5");
      }
      case "PRACK" -> headers.add("RAck: 1 1 INVITE");
      default -> headers.add("Accept: application/sdp");
    }
    headers.add("P-Asserted-Identity: <sip:" + Arena.MARK + "@home.example>");
    headers.add("P-Charging-Vector: icid-value=x1;orig-ioi=home.example");
    headers.add("Accept-Contact: *;+g.oma.sip-im");
    headers.add("Route: <sip:127.0.0.1:" + arena.port() + ";lr>");
    String target =
        arena.random.nextInt(8) == 0
            ? "sip:conference-factory@127.0.0.1:" + arena.port()
            : friend.uri(Arena.MARK);
    return sender.request(
        method,
        target,
        arena.user(),
        UUID.randomUUID().toString(),
        arena.random.nextInt(5) == 0 ? "t" : "",
        1,
        headers,
        body);
  }

  static void agree(Talker friend, SipText request) {
    if (request.startLine().startsWith("INVITE ")) {
      friend.answer(request, "200 OK", List.of("Content-Type: application/sdp"), SDP);
    } else if (!request.startLine().startsWith("ACK ")) {
      // How long a subscription lasts is the notifier's to say: what was asked may be mutated.
      friend.answer(request, "200 OK", List.of("Expires: 5"), "");
    }
  }

  /** What a callee answers to a guest's calls and messages, mutated. */
  private static void answers(Arena arena) throws IOException {
    arena.books.owesAnything(Arena.GUEST_PAYS);
    Mutator mutator = new Mutator(arena.random);
    try (Pace pace = new Pace(arena);
        Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      friend.manner(
          request -> {
            if (request.startLine().startsWith("ACK ")) {
              return;
            }
            if (request.startLine().startsWith("BYE ")) {
              friend.answer(request, "200 OK");
              return;
            }
            List<String> lines = new ArrayList<>(List.of("SIP/2.0 200 OK"));
            for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
              request.headers(name).forEach(value -> lines.add(name + ": " + value));
            }
            lines.add("Contact: <" + friend.uri("me") + ">");
            lines.add("Content-Type: application/sdp");
            lines.add("Content-Length: " + SDP.length());
            String text = String.join("\r\n", lines) + "\r\n\r\n" + SDP;
            friend.sendOctets(cut(mutator.mutate(text.getBytes(ISO_8859_1)), "UDP"));
          });
      for (int i = 0; i < share(arena, 5); i++) {
        String method = i % 2 == 0 ? "INVITE" : "MESSAGE";
        guest.sendText(valid(arena, guest, friend, method));
        pace.one();
      }
      settle(arena);
    }
  }
}
