package io.tollgate.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Who reaches HTTP. */
final class HttpAttacks {
  private HttpAttacks() {}

  static List<Attack> attacks() {
    return List.of(
        Attack.named("methods that change something", HttpAttacks::methods),
        Attack.named("deeds without a login", HttpAttacks::deeds),
        Attack.named(
            "a page of another's that asks through a reader's browser", HttpAttacks::names),
        Attack.named("files outside of the application", HttpAttacks::files),
        Attack.named("a head of a megabyte", HttpAttacks::head),
        Attack.named("a call whose names are script", HttpAttacks::script),
        Attack.named("lengths that lie, twice or in two ways", HttpAttacks::lengths),
        Attack.named("bodies that are compressed, endless or in parts", HttpAttacks::bodies),
        Attack.named("other protocols on the port of HTTP", HttpAttacks::otherProtocols),
        Attack.named("line ends and escapes in a path, a name and a login", HttpAttacks::logLines),
        Attack.named("mutated requests", HttpAttacks::fuzz),
        Attack.named("250 requests that never end", arena -> slow(arena, HEAD_BEGUN, "y")),
        Attack.named("250 forms that never end", arena -> slow(arena, FORM_BEGUN, "z")),
        Attack.named("250 readers that do not read", arena -> slowReaders(arena, PAGES)),
        Attack.named(
            "250 that ask for health and do not read", arena -> slowReaders(arena, PROBES)),
        Attack.named(
            "readers of ten addresses that ask again and read nothing", HttpAttacks::patient));
  }

  private static final String HEAD_BEGUN = "GET /health HTTP/1.1\r\nHost: localhost\r\nX: ";
  private static final String PAGES =
      "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100)
          + "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String PROBES =
      "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2_000)
          + "GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2_000);
  private static final String FORM_BEGUN =
      "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n\r\nname=";

  private static String ask(Arena arena, String request) throws IOException {
    return ask(arena, request.getBytes(UTF_8));
  }

  /** What comes until the server closes, or has nothing more to say. */
  private static String ask(Arena arena, byte[] request) throws IOException {
    java.io.ByteArrayOutputStream answer = new java.io.ByteArrayOutputStream();
    try (Socket socket = new Socket("127.0.0.1", arena.server.httpPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      byte[] part = new byte[8_192];
      for (int read = 0; read >= 0; read = socket.getInputStream().read(part)) {
        answer.write(part, 0, read);
      }
    } catch (java.net.SocketException | java.net.SocketTimeoutException cut) {
      // What came before counts.
    }
    return answer.toString(UTF_8);
  }

  private static String get(Arena arena, String path) throws IOException {
    return ask(arena, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  private static void healthy(Arena arena) throws IOException {
    long begin = System.nanoTime();
    String health = get(arena, "/health");
    Expect.that(health.startsWith("HTTP/1.1 200"), "/health: " + first(health));
    long millis = (System.nanoTime() - begin) / 1_000_000;
    Expect.atMost(millis, arena.patienceMillis(), "milliseconds of /health");
  }

  private static String first(String text) {
    return text.lines().findFirst().orElse("nothing");
  }

  private static void methods(Arena arena) throws IOException {
    for (String method : List.of("POST", "PUT", "DELETE", "TRACE", "PATCH", "CONNECT", "FOO")) {
      for (String path : List.of("/health", "/ready", "/metrics", "/calls", "/", "/x.jsp")) {
        String answer =
            ask(
                arena,
                method
                    + " "
                    + path
                    + " HTTP/1.1\r\nHost: localhost\r\nX-Marked: "
                    + Arena.SECRET
                    + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        Expect.that(!answer.startsWith("HTTP/1.1 2"), method + " " + path + ": " + first(answer));
        Expect.that(!answer.contains(Arena.SECRET), method + " echoes");
      }
    }
    healthy(arena);
  }

  private static void deeds(Arena arena) throws IOException {
    for (String deed : List.of("drain", "undrain", "reload", "end-session", "requeue")) {
      String form = "token=x&about=1";
      String answer =
          ask(
              arena,
              "POST /deeds/"
                  + deed
                  + " HTTP/1.1\r\n"
                  + "Host: localhost\r\n"
                  + "Cookie: tollgate=guess\r\n"
                  + "Connection: close\r\n"
                  + "Content-Type: application/x-www-form-urlencoded\r\n"
                  + "Content-Length: "
                  + form.length()
                  + "\r\n\r\n"
                  + form);
      Expect.that(answer.startsWith("HTTP/1.1 401"), deed + ": " + first(answer));
    }
    for (int i = 0; i < 20; i++) {
      String form = "name=admin&password=guess" + i;
      String answer =
          ask(
              arena,
              "POST /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                  + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                  + form.length()
                  + "\r\n\r\n"
                  + form);
      Expect.that(answer.startsWith("HTTP/1.1 403"), "login: " + first(answer));
      Expect.that(!answer.contains("Set-Cookie"), "a cookie for a guess");
    }
    Expect.that(get(arena, "/ready").startsWith("HTTP/1.1 200"), "not ready any more");
    healthy(arena);
  }

  private static void names(Arena arena) throws IOException {
    for (String host : List.of("evil.example", "localhost.evil.example", "", "127.0.0.1@evil")) {
      for (String path : List.of("/", "/sessions", "/events", "/api/v1/sessions")) {
        String answer =
            ask(
                arena,
                "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        Expect.that(answer.startsWith("HTTP/1.1 4"), host + path + ": " + first(answer));
      }
    }
    healthy(arena);
  }

  private static void files(Arena arena) throws IOException {
    for (String path :
        List.of(
            "/WEB-INF/sip.xml",
            "/WEB-INF/web.xml",
            "/web-inf/sip.xml",
            "/%57EB-INF/sip.xml",
            "/../../../../etc/passwd",
            "/..%2f..%2f..%2fetc/passwd",
            "/%c0%ae%c0%ae/etc/passwd",
            "/calls/../WEB-INF/sip.xml",
            "/calls;x=y/../WEB-INF/sip.xml",
            "/manager/html",
            "/journal.db",
            "/META-INF/MANIFEST.MF")) {
      String answer = get(arena, path);
      Expect.that(!answer.startsWith("HTTP/1.1 2"), path + ": " + first(answer));
      Expect.that(!answer.contains("root:"), path + " shows a file");
      Expect.that(!answer.contains("\tat "), path + " shows a stack trace");
    }
    healthy(arena);
  }

  private static void head(Arena arena) throws IOException {
    ask(arena, "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(1 << 20) + "\r\n\r\n");
    ask(arena, "GET /" + "y".repeat(1 << 20) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    ask(
        arena,
        "GET /calls?icid="
            + "y".repeat(7_000)
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    healthy(arena);
  }

  private static void script(Arena arena) throws IOException {
    String attack = "\"><script>alert(1)</script>";
    try (Talker peer = arena.udp(Arena.PEER);
        Talker friend = arena.udp(Arena.PEER)) {
      String user = arena.user();
      arena.books.owes(user, 1);
      peer.send(
          "MESSAGE",
          friend.uri("script"),
          user,
          "<script>alert(1)</script>@x",
          "",
          1,
          List.of(
              "Content-Type: text/plain",
              "Subject: " + attack,
              "P-Charging-Vector: icid-value=\"<script>alert(1)</script>\"",
              "P-Asserted-Identity: \"<script>alert(1)</script>\" <" + user + ">"),
          Arena.TEXT);
      friend.answer(friend.await("MESSAGE"), "200 <script>alert(1)</script>");
      peer.status();
    }
    for (String path :
        List.of(
            "/",
            "/calls",
            "/calls?icid=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            "/calls?icid=%3Cscript%3Ealert(1)%3C/script%3E",
            "/calls?call-id=%3Cscript%3Ealert(1)%3C/script%3E",
            "/calls?icid=x&format=%3Cscript%3E",
            "/calls?icid=%zz%",
            "/calls?icid=%c0%af%ff&=&&==",
            "/calls?session=%3Cscript%3Ealert(1)%3C/script%3E",
            "/sessions?subscriber=%3Cscript%3Ealert(1)%3C/script%3E",
            "/api/v1/sessions?subscriber=%3Cscript%3Ealert(1)%3C/script%3E",
            "/%3Cscript%3Ealert(1)%3C/script%3E")) {
      String answer = get(arena, path);
      Expect.that(!answer.startsWith("HTTP/1.1 5"), path + ": " + first(answer));
      Expect.that(
          !answer.contains("<script>alert") || answer.contains("text/plain"),
          path + " shows script: " + first(answer));
    }
  }

  private static String post(String headers, String body) {
    return "POST /login HTTP/1.1\r\nHost: localhost\r\n"
        + "Content-Type: application/x-www-form-urlencoded\r\n"
        + headers
        + "\r\n\r\n"
        + body;
  }

  /** Each is one request, and refused; what would be a second one within it is none. */
  private static void lengths(Arena arena) throws IOException {
    String second = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    for (String headers :
        List.of(
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 4294967296",
            "Content-Length: +5",
            "Content-Length: 0x5",
            "Content-Length: 5, 7",
            "Content-Length: 5\r\nContent-Length: 70",
            "Content-Length: 5\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding:\u000bchunked",
            "Transfer-Encoding: chunked, gzip",
            "Content-Length : 5",
            "Content-Length:\r\n 5",
            "X: y\r\n folded: z\r\nContent-Length: 70000")) {
      String answer = ask(arena, post(headers, "0\r\n\r\n" + second));
      Expect.that(
          answer.isEmpty() || answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 5"),
          headers + ": " + first(answer));
      Expect.that(!answer.contains("tollgate_"), headers + " let a second request in");
    }
    healthy(arena);
  }

  private static void bodies(Arena arena) throws IOException {
    for (String size :
        List.of("FFFFFFFF", "7FFFFFFFFFFFFFFF", "-1", "zz", "5;" + "x".repeat(9_000))) {
      String answer =
          ask(arena, post("Transfer-Encoding: chunked", size + "\r\nhello\r\n0\r\n\r\n"));
      Expect.that(!answer.startsWith("HTTP/1.1 2"), "chunk of " + size + ": " + first(answer));
    }
    String chunks = "5\r\nname=\r\n".repeat(100_000) + "0\r\n\r\n";
    Expect.that(
        !ask(arena, post("Transfer-Encoding: chunked", chunks)).startsWith("HTTP/1.1 2"),
        "half a megabyte in chunks was taken");
    for (String encoding : List.of("gzip", "deflate", "br", "identity, gzip")) {
      String answer =
          ask(arena, post("Content-Encoding: " + encoding + "\r\nContent-Length: 5", "\u001fhell"));
      Expect.that(answer.startsWith("HTTP/1.1 4"), encoding + ": " + first(answer));
    }
    String part = "--p\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nx\r\n";
    String parts = part.repeat(500) + "--p--\r\n";
    String multipart =
        post("X: y", "")
            .replace("application/x-www-form-urlencoded", "multipart/form-data; boundary=p")
            .replace("X: y", "Content-Length: " + parts.length());
    Expect.that(ask(arena, multipart + parts).startsWith("HTTP/1.1 4"), "a bomb of parts");
    String fields = "a=1&".repeat(10_000);
    Expect.that(
        ask(arena, post("Content-Length: " + fields.length(), fields)).startsWith("HTTP/1.1 4"),
        "ten thousand fields");
    healthy(arena);
  }

  private static void otherProtocols(Arena arena) throws IOException {
    for (String start :
        List.of(
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "GET /events HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade"
                + "\r\nSec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n"
                + "Origin: http://evil.example\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade,"
                + " HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
            "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n",
            "GET http://169.254.169.254/latest/meta-data HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "OPTIONS sip:x@127.0.0.1 SIP/2.0\r\n\r\n",
            "MSRP abcd SEND\r\nTo-Path: x\r\n-------abcd$\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
            "GET /health HTTP/0.9\r\n\r\n",
            "GET /health\r\n\r\n",
            "\u0000")) {
      try (Socket socket = new Socket("127.0.0.1", arena.server.httpPort())) {
        socket.setSoTimeout(200);
        socket.getOutputStream().write(start.getBytes(UTF_8));
        byte[] answer = new byte[64];
        int read = socket.getInputStream().read(answer);
        String said = read < 0 ? "" : new String(answer, 0, read, UTF_8);
        Expect.that(!said.startsWith("HTTP/1.1 101"), "another protocol: " + first(start));
      } catch (java.net.SocketException | java.net.SocketTimeoutException cut) {
        // As good as an answer.
      }
    }
    healthy(arena);
  }

  /** What is asked gets into the log, where it must not become a line or a colour of its own. */
  private static void logLines(Arena arena) throws IOException {
    String forged = "%0d%0a2026-01-01T00:00:00 ERROR Forged " + "%1b%5b31m%c2%9b31m";
    for (String path : List.of("/api/v1/", "/deeds/", "/static/", "/confirm?deed=", "/")) {
      get(arena, path + forged);
    }
    String form = "name=admin" + forged + "&password=" + Arena.SECRET;
    ask(arena, post("Connection: close\r\nContent-Length: " + form.length(), form));
    healthy(arena);
  }

  private static void fuzz(Arena arena) throws IOException {
    Mutator mutator = new Mutator(arena.random);
    List<String> valid =
        List.of(
            "GET /overview HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET /api/v1/sessions?subscriber=x&from=2026-01-01 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Accept: application/json\r\nCookie: tollgate=x\r\n\r\n",
            "GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n",
            post("Content-Length: 18", "name=a&password=bc"),
            "HEAD /static/style.css HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-1\r\n\r\n");
    for (int i = 0; i < Math.max(20, arena.volume / 20); i++) {
      String request = valid.get(arena.random.nextInt(valid.size()));
      String answer = ask(arena, mutator.mutate(request.getBytes(UTF_8)));
      Expect.that(!answer.startsWith("HTTP/1.1 500"), "500 for " + request);
      Expect.that(!answer.contains("\tat ") && !answer.contains("Exception"), "a trace is shown");
    }
    healthy(arena);
  }

  /** Holds 250 connections on which something comes again and again, never a whole request. */
  private static void slow(Arena arena, String begin, String more) throws IOException {
    List<Socket> all = new ArrayList<>();
    try {
      for (int i = 0; i < 250; i++) {
        Socket one = connect(arena);
        all.add(one);
        write(one, begin);
      }
      for (int round = 0; round < 3; round++) {
        all.forEach(one -> write(one, more));
        healthy(arena);
      }
      Expect.that(
          io.tollgate.harness.Await.within(
              java.time.Duration.ofSeconds(5),
              () -> Aftermath.connections(arena.server.httpPort()) <= 110),
          Aftermath.connections(arena.server.httpPort()) + " connections of one address are held");
      arena.honestCallInTime();
    } finally {
      close(all);
    }
  }

  private static Socket connect(Arena arena) throws IOException {
    return new Socket(
        "127.0.0.1", arena.server.httpPort(), java.net.InetAddress.getByName(Arena.STRANGER), 0);
  }

  private static void write(Socket one, String text) {
    try {
      one.getOutputStream().write(text.getBytes(UTF_8));
    } catch (IOException cut) {
      // As it should be at some point.
    }
  }

  private static void close(List<Socket> all) throws IOException {
    for (Socket one : all) {
      one.close();
    }
  }

  private static void slowReaders(Arena arena, String asked) throws IOException {
    List<Socket> all = new ArrayList<>();
    try {
      for (int i = 0; i < 250; i++) {
        Socket one = silentReader(arena, Arena.STRANGER);
        all.add(one);
        write(one, asked);
      }
      healthy(arena);
      arena.honestCallInTime();
    } finally {
      close(all);
    }
  }

  /** Each holds a thread where it may; who asks how the server is waits for none of them. */
  private static void patient(Arena arena) throws IOException {
    List<Socket> all = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        all.add(silentReader(arena, "127.0.2." + (9 + i % 10)));
      }
      for (int round = 0; round < 8; round++) {
        all.forEach(one -> write(one, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
      }
      healthy(arena);
      arena.honestCallInTime();
    } finally {
      close(all);
    }
  }

  private static Socket silentReader(Arena arena, String address) throws IOException {
    Socket one = new Socket();
    one.setReceiveBufferSize(2_048);
    one.bind(new java.net.InetSocketAddress(address, 0));
    one.connect(new java.net.InetSocketAddress("127.0.0.1", arena.server.httpPort()), 5_000);
    return one;
  }
}
