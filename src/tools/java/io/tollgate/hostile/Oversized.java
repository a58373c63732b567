package io.tollgate.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is too large, too many or too deep. */
final class Oversized {
  private Oversized() {}

  static List<Attack> attacks() {
    List<Attack> all = new ArrayList<>();
    for (int size : new int[] {300, 50_000, 1_000_000}) {
      all.add(
          Attack.named(
              "a Call-ID of " + size + " octets",
              arena -> refused(arena, "x".repeat(size), List.of(), 400)));
    }
    all.add(headers("5,000 Vias", "Via: SIP/2.0/TCP 127.0.0.2:1;branch=z9hG4bKx", 5_000));
    all.add(headers("5,000 Routes", "Route: <sip:127.0.0.2:1;lr>", 5_000));
    all.add(headers("5,000 unknown headers", "X-%d: y", 5_000));
    all.add(headers("5,000 Contacts", "Contact: <sip:x@127.0.0.2>", 5_000));
    all.add(headers("a header of 500 kB", "Subject: " + "s".repeat(500_000), 1));
    all.add(headers("a parameter of 500 kB", "Event: x;id=" + "s".repeat(500_000), 1));
    all.add(headers("100,000 parameters", "Event: x" + ";p=1".repeat(100_000), 1));
    all.add(headers("folded a thousand times", "Subject: x" + "\r\n y".repeat(1_000), 1));
    all.add(headers("brackets 10,000 deep", "Subject: " + "(".repeat(10_000), 1));
    all.add(headers("quotes that never end", "P-Asserted-Identity: \"" + "\\\"".repeat(9_000), 1));
    all.add(
        Attack.named(
            "numbers beyond every number",
            arena -> {
              for (String line :
                  List.of(
                      "Expires: 99999999999999999999",
                      "Session-Expires: 4294967296\r\nSupported: timer",
                      "Session-Expires: 1\r\nSupported: timer",
                      "Min-SE: 99999999999",
                      "Max-Forwards: -1",
                      "Max-Forwards: 4294967297",
                      "RAck: 99999999999 99999999999 INVITE",
                      "RSeq: 99999999999",
                      "Retry-After: 99999999999",
                      "Timestamp: 1e999",
                      "CSeq: 4294967296 MESSAGE",
                      "MIME-Version: 99999999999.9")) {
                try (Talker guest = arena.udp(Arena.GUEST)) {
                  guest.send(
                      "MESSAGE", "sip:x@127.0.0.9:9", arena.user(), List.of(line), Arena.TEXT);
                  // RFC 4475 3.1.2 has 400 for some, and silence for others.
                  var answer = guest.next(1_000);
                  Expect.that(
                      answer == null || answer.startLine().matches("SIP/2\\.0 (100|[4-6]).*"),
                      line + " was taken");
                }
              }
            }));
    all.add(Attack.named("parts in parts, and ten thousand of them", Oversized::parts));
    all.add(Attack.named("numbers of hops and of requests at their ends", Oversized::ends));
    all.add(
        Attack.named(
            "a Via with a transport that nobody speaks",
            arena -> {
              for (String transport : List.of("SCTP", "WS", "X", "TC%00P")) {
                try (Talker guest = arena.tcp(Arena.GUEST)) {
                  guest.send(
                      "SUBSCRIBE",
                      "sip:conference-factory@127.0.0.1:" + arena.port(),
                      arena.user(),
                      List.of(
                          "Event: conference",
                          "Via: SIP/2.0/" + transport + " 127.0.0.2:9;branch=z9hG4bK" + transport),
                      "");
                  var answer = guest.next(1_000);
                  Expect.that(
                      answer == null || answer.startLine().startsWith("SIP/2.0 4"),
                      transport + " got " + (answer == null ? "" : answer.startLine()));
                }
              }
            }));
    return all;
  }

  private static void parts(Arena arena) throws IOException {
    StringBuilder deep = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      deep.append("--b").append(i).append("\r\nContent-Type: multipart/mixed;boundary=b");
      deep.append(i + 1).append("\r\n\r\n");
    }
    String many = "--b0\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(10_000) + "--b0--\r\n";
    String same = "--b0\r\nContent-Type: multipart/mixed;boundary=b0\r\n\r\n".repeat(5_000);
    arena.books.owesAnything(Arena.GUEST_PAYS);
    for (String body : List.of(deep.toString(), many, same)) {
      for (String method : List.of("INVITE", "MESSAGE", "NOTIFY")) {
        try (Talker guest = arena.tcp(Arena.GUEST)) {
          guest.send(
              method,
              "sip:conference-factory@127.0.0.1:" + arena.port(),
              arena.user(),
              List.of(
                  "Content-Type: multipart/mixed;boundary=b0",
                  "Require: recipient-list-" + method.toLowerCase(java.util.Locale.ROOT)),
              body);
          var answer = guest.next(3_000);
          Expect.that(
              answer == null || answer.startLine().matches("SIP/2\\.0 (100|4|6|513).*"),
              method + " with parts got " + (answer == null ? "" : answer.startLine()));
        } catch (UncheckedIOException cut) {
          // As good as an answer.
        }
      }
    }
  }

  private static void ends(Arena arena) {
    try (Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      for (String method : List.of("OPTIONS", "SUBSCRIBE", "MESSAGE", "INVITE")) {
        String text =
            guest.request(
                method,
                friend.uri(Arena.MARK),
                arena.user(),
                java.util.UUID.randomUUID().toString(),
                "",
                1,
                List.of("Event: x"),
                "");
        guest.sendText(text.replace("Max-Forwards: 70", "Max-Forwards: 0"));
        // RFC 3261 16.3: OPTIONS may be answered here.
        int status = guest.status();
        Expect.that(
            status == 483 || (status == 200 && method.equals("OPTIONS")),
            method + " without hops left got " + status);
        for (String number : List.of("2147483647", "2147483648", "4294967295", "0")) {
          guest.sendText(
              text.replace("CSeq: 1 ", "CSeq: " + number + " ")
                  .replace("Max-Forwards: 70", "Max-Forwards: 0")
                  .replace("branch=z9hG4bK", "branch=z9hG4bK" + number));
          guest.next(500);
        }
      }
      Expect.that(friend.next(200) == null, "a request without hops left went on");
    }
  }

  private static Attack headers(String name, String line, int times) {
    return Attack.named(
        name,
        arena -> {
          List<String> lines = new ArrayList<>();
          if (line.contains("%d")) {
            for (int i = 0; i < times; i++) {
              lines.add(line.formatted(i));
            }
          } else {
            lines.addAll(Collections.nCopies(times, line));
          }
          refused(arena, java.util.UUID.randomUUID().toString(), lines, 0);
        });
  }

  /** By an answer or by a closed connection. */
  private static void refused(Arena arena, String callId, List<String> headers, int status)
      throws IOException {
    for (String over : List.of("UDP", "TCP", "TLS")) {
      try (Talker guest = talker(arena, over)) {
        for (String method : List.of("MESSAGE", "INVITE", "BYE")) {
          String text =
              guest.request(
                  method, "sip:x@127.0.0.9:9", arena.user(), callId, "", 1, headers, Arena.TEXT);
          if (over.equals("UDP") && text.length() > 60_000) {
            continue;
          }
          guest.sendText(text);
          var answer = guest.next(2_000);
          if (answer == null) {
            continue;
          }
          Expect.that(
              !answer.startLine().matches("SIP/2\\.0 [12].*"),
              over + " " + method + " got " + answer.startLine());
          Expect.that(
              status == 0
                  || answer.startLine().startsWith("SIP/2.0 4")
                  || answer.startLine().startsWith("SIP/2.0 513"),
              over + " " + method + " got " + answer.startLine());
          Expect.atMost(answer.text().length(), 70_000, "octets of the answer");
        }
      } catch (UncheckedIOException cut) {
        // As good as an answer.
      }
    }
  }

  private static Talker talker(Arena arena, String over) throws IOException {
    return switch (over) {
      case "UDP" -> arena.udp(Arena.GUEST);
      case "TCP" -> arena.tcp(Arena.GUEST);
      default -> arena.tls(Arena.GUEST);
    };
  }
}
