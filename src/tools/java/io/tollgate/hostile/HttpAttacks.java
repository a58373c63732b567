package io.tollgate.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

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
        Attack.named("250 requests that never end", HttpAttacks::slow));
  }

  private static String ask(Arena arena, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", arena.server.httpPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (java.net.SocketException cut) {
      return "";
    }
  }

  private static String get(Arena arena, String path) throws IOException {
    return ask(arena, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  private static void healthy(Arena arena) throws IOException {
    long begin = System.nanoTime();
    String health = get(arena, "/health");
    Expect.that(health.startsWith("HTTP/1.1 200"), "/health: " + first(health));
    Expect.atMost((System.nanoTime() - begin) / 1_000_000, 1_000, "milliseconds of /health");
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
            "/calls?session=%3Cscript%3Ealert(1)%3C/script%3E",
            "/sessions?subscriber=%3Cscript%3Ealert(1)%3C/script%3E",
            "/api/v1/sessions?subscriber=%3Cscript%3Ealert(1)%3C/script%3E",
            "/%3Cscript%3Ealert(1)%3C/script%3E")) {
      String answer = get(arena, path);
      Expect.that(
          !answer.contains("<script>alert") || answer.contains("text/plain"),
          path + " shows script: " + first(answer));
    }
  }

  private static void slow(Arena arena) throws IOException {
    List<Socket> all = new ArrayList<>();
    try {
      for (int i = 0; i < 250; i++) {
        Socket one = new Socket("127.0.0.1", arena.server.httpPort());
        one.getOutputStream().write("GET /health HTTP/1.1\r\nX: ".getBytes(UTF_8));
        all.add(one);
      }
      healthy(arena);
      Expect.atMost(arena.honestCall(), 1_000, "milliseconds of an honest call meanwhile");
    } finally {
      for (Socket one : all) {
        one.close();
      }
    }
  }
}
