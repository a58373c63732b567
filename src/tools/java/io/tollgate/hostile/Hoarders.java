package io.tollgate.hostile;

import io.tollgate.harness.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Who holds connections, or sends what never becomes whole. */
final class Hoarders {
  private static final int CONNECTIONS = 300;

  private Hoarders() {}

  static List<Attack> attacks() {
    return List.of(
        Attack.named("300 idle connections over TCP", arena -> idle(arena, arena.port())),
        Attack.named(
            "300 connections that never finish TLS",
            arena -> idle(arena, arena.server.lastSipPort())),
        Attack.named("40 unfinished messages of 4 MB", Hoarders::unfinished),
        Attack.named("a head that never ends", Hoarders::endlessHead),
        Attack.named("a megabyte of line ends", Hoarders::lineEnds),
        Attack.named("lengths that lie", Hoarders::lengths),
        Attack.named("other protocols on the port of SIP", Hoarders::otherProtocols),
        Attack.named("a thousand connections one after the other", Hoarders::churn),
        Attack.named("a request whose connection is gone", Hoarders::gone),
        Attack.named("TLS negotiated again and again", Hoarders::renegotiation));
  }

  private static void idle(Arena arena, int port) throws IOException {
    int threads = threads();
    List<Socket> all = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        Socket one = connect(i % 2 == 0 ? Arena.GUEST : Arena.STRANGER, port);
        if (one != null) {
          all.add(one);
        }
      }
      Expect.that(
          Await.within(Duration.ofSeconds(5), () -> Aftermath.connections(port) <= 150),
          Aftermath.connections(port) + " connections are held");
      Expect.atMost(threads() - threads, 250, "more threads");
      arena.honestCallInTime();
    } finally {
      close(all);
    }
  }

  private static int threads() {
    return java.lang.management.ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static @Nullable Socket connect(String from, int port) {
    try {
      return new Socket("127.0.0.1", port, InetAddress.getByName(from), 0);
    } catch (IOException refused) {
      return null;
    }
  }

  private static void close(List<Socket> all) throws IOException {
    for (Socket one : all) {
      one.close();
    }
  }

  private static void unfinished(Arena arena) throws IOException {
    System.gc();
    long before = used();
    List<Socket> all = new ArrayList<>();
    byte[] part = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    try {
      for (int i = 0; i < 40; i++) {
        Socket one = connect(i % 2 == 0 ? Arena.GUEST : Arena.PEER, arena.port());
        if (one == null) {
          continue;
        }
        all.add(one);
        try {
          one.getOutputStream()
              .write(
                  "MESSAGE sip:x@127.0.0.1 SIP/2.0\r\nContent-Length: 4100000\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
          for (int sent = 0; sent < 3; sent++) {
            one.getOutputStream().write(part);
          }
        } catch (IOException cut) {
          // As it should be at some point.
        }
      }
      System.gc();
      Expect.atMost(used() - before >> 20, 64, "MiB of unfinished messages");
      arena.honestCallInTime();
    } finally {
      close(all);
    }
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Sends until it is cut off. */
  private static void pour(Arena arena, String start, String more, int times, boolean mustEnd)
      throws IOException {
    for (boolean tls : new boolean[] {false, true}) {
      try (Talker guest = tls ? arena.tls(Arena.GUEST) : arena.tcp(Arena.GUEST)) {
        try {
          guest.sendText(start);
          for (int i = 0; i < times; i++) {
            guest.sendText(more);
          }
          guest.next(300);
        } catch (UncheckedIOException cut) {
          continue;
        }
        Expect.that(
            !mustEnd || Await.within(Duration.ofSeconds(2), guest::ended),
            "the connection was kept");
      }
    }
  }

  private static void endlessHead(Arena arena) throws IOException {
    String line = "X-Header: " + "y".repeat(1_000) + "\r\n";
    pour(arena, "OPTIONS sip:x@127.0.0.1 SIP/2.0\r\n", line, 8_000, true);
    pour(arena, "OPTIONS sip:x@127.0.0.1 SIP/2.0\r\nX: ", "y".repeat(1_000), 8_000, true);
    pour(arena, "", "OPTIONS ".repeat(100), 10_000, true);
  }

  private static void lineEnds(Arena arena) throws IOException {
    pour(arena, "", "\r\n\r\n".repeat(1_000), 250, false);
    pour(arena, "", "\0".repeat(1_000), 250, false);
  }

  private static void lengths(Arena arena) throws IOException {
    for (String length :
        List.of(
            "-1",
            "99999999999999999999",
            "2147483648",
            "4294967296",
            "0x10",
            "1e3",
            "",
            " ",
            "5\r\nContent-Length: 500",
            "5, 7",
            "٣")) {
      for (boolean tls : new boolean[] {false, true}) {
        try (Talker guest = tls ? arena.tls(Arena.GUEST) : arena.tcp(Arena.GUEST)) {
          guest.send(
              "OPTIONS",
              "sip:x@127.0.0.8:9",
              arena.user(),
              List.of("Content-Length: " + length),
              "hello");
          guest.next(50);
        } catch (UncheckedIOException cut) {
          // As good as an answer.
        }
      }
      try (Talker guest = arena.udp(Arena.GUEST)) {
        guest.send(
            "OPTIONS",
            "sip:x@127.0.0.8:9",
            arena.user(),
            List.of("Content-Length: " + length),
            "hello");
        guest.next(50);
      }
    }
  }

  private static void otherProtocols(Arena arena) throws IOException {
    for (String start :
        List.of(
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            "MSRP abcd SEND\r\nTo-Path: msrp://x:1/y;tcp\r\nFrom-Path: msrp://x:2/z;tcp\r\n"
                + "-------abcd$\r\n",
            "\u0001\u0000\u0000\u0014\u0080\u0000\u0001\u0001",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
            "SIP/2.0 200 OK\r\n\r\n",
            "INVITE\r\n\r\n",
            " SIP/2.0\r\n\r\n")) {
      pour(arena, start, "\r\n\r\n", 3, false);
      try (Talker guest = arena.udp(Arena.GUEST)) {
        guest.sendText(start);
        guest.sendText("");
        guest.next(30);
      }
    }
  }

  private static void churn(Arena arena) throws IOException {
    for (int i = 0; i < 1_000; i++) {
      Socket one = connect(Arena.GUEST, i % 2 == 0 ? arena.port() : arena.server.lastSipPort());
      if (one != null) {
        try (one) {
          one.getOutputStream()
              .write("OPTIONS sip:x SIP/2.0\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException cut) {
          // As good as an answer.
        }
      }
    }
  }

  private static void gone(Arena arena) throws IOException {
    for (int i = 0; i < 20; i++) {
      try (Talker guest = arena.tcp(Arena.GUEST)) {
        guest.send("OPTIONS", "sip:x@127.0.0.6:9", arena.user(), List.of(), "");
      } catch (UncheckedIOException cut) {
        // As good as an answer.
      }
    }
  }

  private static void renegotiation(Arena arena) throws IOException {
    for (int port : new int[] {arena.server.lastSipPort(), arena.msrpsPort}) {
      Socket plain = connect(Arena.GUEST, port);
      Expect.that(plain != null, "a guest was not let in");
      AtomicInteger handshakes = new AtomicInteger();
      try (SSLSocket tls =
          (SSLSocket)
              arena.key().context().getSocketFactory().createSocket(plain, "x", port, true)) {
        tls.setSoTimeout(300);
        tls.setEnabledProtocols(new String[] {"TLSv1.2"});
        tls.addHandshakeCompletedListener(event -> handshakes.incrementAndGet());
        tls.startHandshake();
        for (int i = 0; i < 20; i++) {
          tls.startHandshake();
          readOnce(tls);
        }
      } catch (IOException refused) {
        // As it should be: at the first.
      }
      Expect.atMost(handshakes.get(), 1, "handshakes on one connection");
    }
  }

  /** What the other side says to a new handshake is only heard by who reads. */
  private static void readOnce(SSLSocket tls) throws IOException {
    try {
      if (tls.getInputStream().read() < 0) {
        throw new IOException("closed");
      }
    } catch (java.net.SocketTimeoutException silence) {
      // The handshake may have been made all the same.
    }
  }
}
