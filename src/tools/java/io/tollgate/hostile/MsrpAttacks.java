package io.tollgate.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tollgate.harness.Await;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.msrpclient.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who connects to MSRP without a session, or means harm in one. */
final class MsrpAttacks {
  private MsrpAttacks() {}

  static List<Attack> attacks() {
    return List.of(
        Attack.named("500 connections that say nothing", arena -> connections(arena, false)),
        Attack.named("100 connections that never finish TLS", arena -> connections(arena, true)),
        Attack.named("garbage instead of frames", MsrpAttacks::garbage),
        Attack.named("a head that never ends", MsrpAttacks::endlessHead),
        Attack.named("a frame that comes octet by octet", MsrpAttacks::trickle),
        Attack.named("sessions that are guessed", MsrpAttacks::guessed),
        Attack.named("a session taken over on a second connection", MsrpAttacks::second),
        Attack.named("a message that says that it is from another", MsrpAttacks::anothersName),
        Attack.named("a From-Path of another's", MsrpAttacks::anothersPath),
        Attack.named("messages that never end", MsrpAttacks::endless),
        Attack.named("byte ranges that lie", MsrpAttacks::ranges),
        Attack.named("a receiver that does not read", MsrpAttacks::slowReader),
        Attack.named("names that do not resolve in paths", MsrpAttacks::names),
        Attack.named("a path that leads to the server itself", MsrpAttacks::itself),
        Attack.named("msrps with a fingerprint of another, or without", MsrpAttacks::fingerprint));
  }

  private static void connections(Arena arena, boolean tls) throws IOException {
    List<Socket> all = new ArrayList<>();
    try {
      for (int i = 0; i < (tls ? 100 : 500); i++) {
        all.add(
            new Socket(
                "127.0.0.1",
                tls ? arena.msrpsPort : arena.msrpPort,
                InetAddress.getByName(Arena.STRANGER),
                0));
      }
      arena.honestCallInTime();
      int port = tls ? arena.msrpsPort : arena.msrpPort;
      Expect.that(
          Await.within(Duration.ofSeconds(10), () -> Aftermath.connections(port) == 0),
          Aftermath.connections(port) + " connections stay without a session");
    } finally {
      for (Socket one : all) {
        one.close();
      }
    }
  }

  private static Socket connect(Arena arena) throws IOException {
    return new Socket("127.0.0.1", arena.msrpPort, InetAddress.getByName(Arena.STRANGER), 0);
  }

  private static boolean isCut(Socket one, byte[] octets, int times) throws IOException {
    one.setSoTimeout(5_000);
    try {
      for (int i = 0; i < times; i++) {
        one.getOutputStream().write(octets);
      }
      one.getInputStream().readAllBytes();
      return true;
    } catch (java.net.SocketTimeoutException kept) {
      return false;
    } catch (IOException cut) {
      return true;
    }
  }

  private static void garbage(Arena arena) throws IOException {
    for (String text :
        List.of(
            "GET / HTTP/1.1\r\n\r\n",
            "MSRP \r\n",
            "MSRP a SEND\r\n\r\n\r\n",
            "MSRP abcd1234 SEND\r\nTo-Path: x\r\n-------abcd1234$\r\n",
            "\u0000\u0001\u0002",
            "\u0016\u0003\u0001\u0002\u0000")) {
      try (Socket one = connect(arena)) {
        Expect.that(isCut(one, text.getBytes(UTF_8), 1), "kept after " + text.strip());
      }
    }
  }

  private static void endlessHead(Arena arena) throws IOException {
    try (Socket one = connect(arena)) {
      Expect.that(isCut(one, ("MSRP " + "x".repeat(2_000)).getBytes(UTF_8), 1_000), "kept");
    }
    try (Socket one = connect(arena)) {
      one.getOutputStream().write("MSRP abcd1234 SEND\r\n".getBytes(UTF_8));
      Expect.that(isCut(one, "X: y\r\n".repeat(300).getBytes(UTF_8), 1_000), "kept");
    }
  }

  /** The time until a session is known does not begin anew with each octet. */
  private static void trickle(Arena arena) throws IOException {
    List<Socket> all = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        all.add(connect(arena));
      }
      byte[] frame = "MSRP abcd1234 SEND\r\nTo-Path: msrp://127.0.0.1/x;tcp\r\n".getBytes(UTF_8);
      boolean gone =
          Await.within(Duration.ofSeconds(10), new Trickle(all, frame, arena.msrpPort)::allAreGone);
      Expect.that(gone, "connections that say one octet after the other stay");
    } finally {
      for (Socket one : all) {
        one.close();
      }
    }
  }

  private static void guessed(Arena arena) throws IOException {
    String payer = arena.user();
    arena.books.owes(payer, 1);
    try (Chat chat = Chat.begin(arena, payer);
        Socket stranger = connect(arena)) {
      stranger.setSoTimeout(4_000);
      for (int i = 0; i < 100; i++) {
        String frame =
            "MSRP abcd%04d SEND\r\nTo-Path: msrp://127.0.0.1:%d/guess%d;tcp\r\n"
                + "From-Path: %s\r\nMessage-ID: 1\r\nByte-Range: 1-5/5\r\n"
                + "Content-Type: text/plain\r\n\r\nhello\r\n-------abcd%1$04d$\r\n";
        try {
          stranger
              .getOutputStream()
              .write(frame.formatted(i, arena.msrpPort, i, chat.mine().path()).getBytes(UTF_8));
        } catch (IOException cut) {
          break;
        }
      }
      Expect.equal(chat.theirs().messages().size(), 0, "messages that the other side got");
      chat.hangUp();
    }
  }

  /** Whoever overheard the path of a session that is connected. */
  private static void second(Arena arena) throws IOException {
    String payer = arena.user();
    arena.books.owes(payer, 1);
    try (Chat chat = Chat.begin(arena, payer);
        Socket stranger = connect(arena)) {
      // The first connection that is used is the session's (RFC 4975 7.3).
      Expect.equal(chat.mine().ask(Outgoing.text(Arena.TEXT)), 200, "answer before");
      chat.theirs().await(() -> chat.theirs().messages().size() == 1, 10_000, "the message");
      String to = path(chat);
      String frame =
          "MSRP abcd1234 SEND\r\n"
              + "To-Path: %s\r\n"
              + "From-Path: %s\r\n"
              + "Message-ID: 1\r\n"
              + "Byte-Range: 1-5/5\r\n"
              + "Content-Type: text/plain\r\n\r\n"
              + "hello\r\n"
              + "-------abcd1234$\r\n";
      stranger.setSoTimeout(1_000);
      stranger.getOutputStream().write(frame.formatted(to, chat.mine().path()).getBytes(UTF_8));
      byte[] answer = new byte[200];
      int read = -1;
      try {
        read = stranger.getInputStream().read(answer);
      } catch (IOException silence) {
        // As good as a refusal.
      }
      String said = read < 0 ? "" : new String(answer, 0, read, UTF_8);
      Expect.that(!said.contains(" 200 "), "a second connection was taken: " + said);
      Expect.equal(chat.theirs().messages().size(), 1, "messages that the other side got");
      Outgoing mine = Outgoing.text(Arena.TEXT);
      Expect.equal(chat.mine().ask(mine), 200, "answer on the first connection");
      chat.hangUp();
    }
  }

  private static String path(Chat chat) {
    return chat.mineRemote();
  }

  private static void endless(Arena arena) throws IOException {
    String payer = arena.user();
    arena.books.owes(payer, 1);
    try (Chat chat = Chat.begin(arena, payer)) {
      for (int i = 0; i < 200; i++) {
        Outgoing message = Outgoing.binary(new byte[2_000]);
        try {
          chat.mine().raw(chat.mine().chunk(message, 0, 100, "1-100/2000", '+'));
        } catch (IOException cut) {
          break;
        }
      }
      arena.honestCallInTime();
      chat.hangUp();
    }
  }

  private static void ranges(Arena arena) throws IOException {
    String payer = arena.user();
    arena.books.owes(payer, 1);
    try (Chat chat = Chat.begin(arena, payer)) {
      for (String range :
          List.of(
              "0-10/10",
              "10-1/10",
              "1-10/5",
              "-1-10/10",
              "99999999999999999999-*/*",
              "1-99999999999999999999/99999999999999999999",
              "9223372036854775807-9223372036854775807/9223372036854775807",
              "x",
              "1-2147483648/2147483648",
              "2147483647-2147483649/*",
              "4294967297-4294967306/4294967306",
              "1-0/0",
              "0-0/0",
              "1-10/10\r\nByte-Range: 11-20/20",
              "1-*/1000000000000")) {
        try {
          chat.mine().raw(chat.mine().chunk(Outgoing.text(Arena.TEXT), 0, 10, range, '$'));
        } catch (IOException cut) {
          break;
        }
      }
      chat.hangUp();
    }
  }

  private static void slowReader(Arena arena) throws IOException {
    String payer = arena.user();
    arena.books.owes(payer, 1);
    try (Chat chat = Chat.begin(arena, payer)) {
      chat.theirs().reading(false);
      Thread sender =
          new Thread(
              () -> {
                try {
                  chat.mine().send(Outgoing.binary(new byte[8 << 20]).inChunksOf(100_000));
                } catch (IOException ended) {
                  // With the session.
                }
              });
      sender.setDaemon(true);
      sender.start();
      arena.honestCallInTime();
      chat.hangUp();
    }
  }

  private static Outgoing cpim(String from) {
    return Outgoing.cpim(from, "sip:x@home.example", "text/plain", Arena.TEXT.getBytes(UTF_8));
  }

  private static void anothersName(Arena arena) throws IOException {
    String payer = arena.user();
    arena.books.owes(payer, 1);
    try (Chat chat = Chat.begin(arena, payer)) {
      for (String from : List.of(arena.user(), payer + ".evil.example", "tel:+15550100")) {
        Expect.equal(chat.mine().ask(cpim(from)), 403, "answer to a message from another");
      }
      Expect.equal(chat.theirs().messages().size(), 0, "messages that the other side got");
      Expect.equal(chat.mine().ask(cpim(payer)), 200, "answer to a message of one's own");
      chat.hangUp();
    }
  }

  /** Of two who talk, one writes the other's path over the message. */
  private static void anothersPath(Arena arena) throws IOException {
    String payer = arena.user();
    String victim = arena.user();
    arena.books.owes(payer, 1);
    arena.books.owes(victim, 1);
    try (Chat chat = Chat.begin(arena, payer);
        Chat another = Chat.begin(arena, victim)) {
      Expect.equal(another.mine().ask(Outgoing.text(Arena.TEXT)), 200, "answer to the other");
      Outgoing message = Outgoing.text(Arena.TEXT);
      int length = message.body().length;
      byte[] own = chat.mine().chunk(message, 0, length, "1-" + length + '/' + length, '$');
      String forged = new String(own, UTF_8).replace(chat.mine().path(), another.mine().path());
      int heard = another.mine().answers();
      Expect.equal(chat.mine().ask(forged.getBytes(UTF_8)), 200, "answer on one's connection");
      Expect.equal(chat.theirs().awaitMessage(message.messageId()).text(), Arena.TEXT, "message");
      Expect.equal(another.mine().answers(), heard, "answers that the other got");
      another.hangUp();
      Expect.equal(another.theirs().messages().size(), 1, "messages in the other session");
      chat.hangUp();
    }
  }

  private static String sdp(String path, String setup) {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        + "m=message 9 TCP/MSRP *\r\na=accept-types:*\r\na=path:"
        + path
        + "\r\na=setup:"
        + setup
        + "\r\n";
  }

  /** A call whose parties are nowhere; it is ended by its caller. */
  private static void nowhere(Arena arena, String path) throws IOException {
    try (Talker guest = arena.udp(Arena.VAIN_GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      List<String> headers = List.of("Content-Type: application/sdp");
      String user = arena.user();
      String callId =
          guest.send("INVITE", friend.uri(Arena.MARK), user, headers, sdp(path, "passive"));
      var invite = friend.await("INVITE");
      friend.answer(invite, "200 OK", headers, sdp(path, "passive"));
      var ok = guest.finalAnswer();
      if (!ok.startLine().startsWith("SIP/2.0 200")) {
        // A path that leads nowhere may be refused.
        friend.agreeable();
        arena.honestCallInTime();
        return;
      }
      String remote = HonestCall.contact(ok);
      String tag = HonestCall.tag(ok);
      guest.send("ACK", remote, user, callId, tag, 1, List.of(), "");
      arena.honestCallInTime();
      guest.send("BYE", remote, user, callId, tag, 2, List.of(), "");
      friend.agreeable();
      guest.status();
    }
  }

  private static void names(Arena arena) throws IOException {
    for (int i = 0; i < 4; i++) {
      nowhere(arena, "msrp://slow" + i + ".unknown.invalid:2855/abcdefgh;tcp");
    }
  }

  private static void itself(Arena arena) throws IOException {
    nowhere(arena, "msrp://127.0.0.1:" + arena.msrpPort + "/abcdefgh;tcp");
    nowhere(arena, "msrp://127.0.0.1:" + arena.server.httpPort() + "/abcdefgh;tcp");
    nowhere(arena, "msrp://127.0.0.1:" + arena.diameterPort + "/abcdefgh;tcp");
  }

  private static void fingerprint(Arena arena) throws Exception {
    TlsIdentity identity =
        TlsIdentity.create(Files.createTempDirectory(arena.folder(), "msrps"), "hostile");
    for (String claimed : List.of("", "SHA-256 " + "00:".repeat(31) + "00")) {
      String payer = arena.user();
      try (Talker caller = arena.udp(Arena.PEER);
          Talker callee = arena.udp(Arena.PEER);
          MsrpAgent mine = MsrpAgent.secureOnLoopback(identity).claiming(claimed);
          MsrpAgent theirs = MsrpAgent.onLoopback()) {
        String asserted = "P-Asserted-Identity: <" + payer + ">";
        List<String> headers = List.of("Content-Type: application/sdp", asserted);
        String callId =
            caller.send("INVITE", callee.uri(Arena.MARK), payer, headers, mine.sdp("active"));
        var first = callee.next(1_500);
        if (first == null) {
          Expect.that(caller.status() >= 400, "a session without a fingerprint was taken");
          continue;
        }
        arena.books.owes(payer, 1);
        callee.answer(first, "200 OK", headers.subList(0, 1), theirs.sdp("passive"));
        var ok = caller.finalAnswer();
        String remote = HonestCall.contact(ok);
        caller.send("ACK", remote, payer, callId, HonestCall.tag(ok), 1, List.of(), "");
        boolean carried = false;
        try {
          mine.agree(ok.body(), true);
          carried = mine.ask(Outgoing.text(Arena.TEXT)) == 200;
        } catch (IOException refused) {
          // As it should be.
        }
        Expect.that(!carried, "a message was carried for another's certificate");
        callee.agreeable();
        caller.send("BYE", remote, payer, callId, HonestCall.tag(ok), 2, List.of(), "");
        caller.status();
      }
    }
  }
}
