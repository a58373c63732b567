package io.tollgate.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tollgate.harness.Await;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Who connects to the Diameter listener. */
final class DiameterAttacks {
  private static final int CER = 257;
  private static final int RAR = 258;
  private static final int CCA = 272;

  private DiameterAttacks() {}

  static List<Attack> attacks() {
    return List.of(
        Attack.named(
            "a stranger that says it is the OCS",
            arena -> claims(arena, "ocs.lab.tollgate.example", Arena.STRANGER)),
        Attack.named("the OCS from its own address, a second time", arena -> second(arena)),
        Attack.named(
            "a stranger under its own name", arena -> claims(arena, "x.example", Arena.PEER)),
        Attack.named("200 connections that say nothing", DiameterAttacks::silent),
        Attack.named("lengths that cannot be", DiameterAttacks::lengths),
        Attack.named("AVPs of no length, too long, and a thousand deep", DiameterAttacks::avps),
        Attack.named("a CER for each of a thousand connections", DiameterAttacks::churn),
        Attack.named("requests before any CER", DiameterAttacks::before),
        Attack.named("mutated messages", DiameterAttacks::fuzz));
  }

  static byte[] avp(int code, byte[] data) {
    int length = 8 + data.length;
    ByteBuffer out = ByteBuffer.allocate(length + (4 - length % 4) % 4);
    out.putInt(code).putInt(0x40 << 24 | length).put(data);
    return out.array();
  }

  static byte[] message(int flags, int command, int application, byte[]... avps) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] each : avps) {
      all.writeBytes(each);
    }
    ByteBuffer out = ByteBuffer.allocate(20 + all.size());
    out.putInt(1 << 24 | 20 + all.size()).putInt(flags << 24 | command).putInt(application);
    out.putInt(7).putInt(8).put(all.toByteArray());
    return out.array();
  }

  static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  static byte[] cer(String host) {
    return message(
        0x80,
        CER,
        0,
        avp(264, host.getBytes(US_ASCII)),
        avp(296, "lab.tollgate.example".getBytes(US_ASCII)),
        avp(257, new byte[] {0, 1, 127, 0, 0, 9}),
        avp(266, number(0)),
        avp(269, "hostile".getBytes(US_ASCII)),
        avp(258, number(4)),
        avp(259, number(3)));
  }

  private static Socket connect(Arena arena, String from) throws IOException {
    Socket socket = new Socket("127.0.0.1", arena.diameterPort, InetAddress.getByName(from), 0);
    socket.setSoTimeout(4_000);
    return socket;
  }

  /** The Result-Code of the next answer; 0 for a closed connection. */
  private static int result(Socket socket) {
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int length = in.readInt() & 0xFF_FFFF;
      ByteBuffer rest = ByteBuffer.wrap(in.readNBytes(length - 4));
      rest.position(16);
      while (rest.remaining() >= 8) {
        int code = rest.getInt();
        int size = rest.getInt() & 0xFF_FFFF;
        if (code == 268) {
          return rest.getInt();
        }
        rest.position(rest.position() + size - 8 + (4 - size % 4) % 4);
      }
      return -1;
    } catch (IOException closed) {
      return 0;
    }
  }

  private static void claims(Arena arena, String name, String from) throws IOException {
    try (Socket one = connect(arena, from)) {
      one.getOutputStream().write(cer(name));
      int result = result(one);
      Expect.that(result != 2001, name + " from " + from + " got " + result);
      arena.honestCallInTime();
    }
  }

  /** Who has the OCS's address is believed, but the connection that is open stays the one. */
  private static void second(Arena arena) throws IOException {
    try (Socket one = connect(arena, Arena.PEER)) {
      one.getOutputStream().write(cer("ocs.lab.tollgate.example"));
      result(one);
      arena.honestCallInTime();
    }
  }

  private static void silent(Arena arena) throws IOException {
    List<Socket> all = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        all.add(connect(arena, Arena.STRANGER));
      }
      arena.honestCallInTime();
      Expect.that(
          Await.within(
              Duration.ofSeconds(10), () -> Aftermath.connections(arena.diameterPort) == 0),
          "connections stay that say nothing");
    } finally {
      for (Socket one : all) {
        one.close();
      }
    }
  }

  private static void lengths(Arena arena) throws IOException {
    for (int length : new int[] {0, 4, 19, 21, 23, 0xFF_FFFF, 0xFF_FFFC}) {
      try (Socket one = connect(arena, Arena.PEER)) {
        one.getOutputStream().write(ByteBuffer.allocate(64).putInt(1 << 24 | length).array());
        Expect.equal(result(one), 0, "result of a length of " + length);
      }
    }
  }

  private static void avps(Arena arena) throws IOException {
    byte[] nested = avp(260, avp(258, number(4)));
    for (int i = 0; i < 1_000; i++) {
      nested = avp(i % 2 == 0 ? 279 : 260, nested);
    }
    List<byte[]> odd = new ArrayList<>();
    for (int length : new int[] {0, 1, 7, 9, 0xFF_FFFF}) {
      odd.add(ByteBuffer.allocate(8).putInt(260).putInt(0x40 << 24 | length).array());
    }
    odd.add(nested);
    // With the V flag and no room for a vendor; of a type of another length.
    odd.add(ByteBuffer.allocate(8).putInt(266).putInt(0xC0 << 24 | 8).array());
    odd.add(avp(266, new byte[3]));
    odd.add(avp(257, new byte[] {0, 9, 1}));
    odd.add(avp(264, new byte[0]));
    odd.add(avp(264, "x\r\n2026-01-01 ERROR forged \u001b[31m".getBytes(US_ASCII)));
    for (byte[] each : odd) {
      for (String from : List.of(Arena.STRANGER, Arena.PEER)) {
        for (String name : List.of("x.example", "ocs.lab.tollgate.example")) {
          try (Socket one = connect(arena, from)) {
            one.setSoTimeout(1_000);
            byte[] plain = cer(name);
            byte[] whole = java.util.Arrays.copyOf(plain, plain.length + each.length);
            System.arraycopy(each, 0, whole, plain.length, each.length);
            ByteBuffer.wrap(whole).putInt(1 << 24 | whole.length);
            one.getOutputStream().write(whole);
            int result = result(one);
            Expect.that(
                result != 2001 || from.equals(Arena.PEER), "a stranger's CER got " + result);
          } catch (IOException cut) {
            // As good as an answer.
          }
        }
      }
    }
    arena.honestCallInTime();
  }

  private static void churn(Arena arena) {
    for (int i = 0; i < 1_000; i++) {
      try (Socket one = connect(arena, Arena.STRANGER)) {
        one.getOutputStream().write(cer("x" + i + ".example"));
      } catch (IOException cut) {
        // As good as an answer.
      }
    }
  }

  private static void before(Arena arena) throws IOException {
    for (int command : new int[] {RAR, CCA, 271, 274, 280, 282}) {
      for (int flags : new int[] {0xC0, 0x40, 0}) {
        try (Socket one = connect(arena, Arena.PEER)) {
          one.getOutputStream()
              .write(
                  message(
                      flags,
                      command,
                      4,
                      avp(263, "x;1;2".getBytes(US_ASCII)),
                      avp(268, number(2001))));
          Expect.that(result(one) != 2001, "command " + command + " before a CER was taken");
        }
      }
    }
  }

  private static void fuzz(Arena arena) throws IOException {
    Random random = arena.random;
    Mutator mutator = new Mutator(random);
    for (int i = 0; i < arena.volume / 20; i++) {
      if (i % 2_000 == 1_999) {
        arena.honestCallInTime();
      }
      byte[] valid =
          switch (random.nextInt(4)) {
            case 0 -> cer("ocs.lab.tollgate.example");
            case 1 -> cer("x.example");
            case 2 ->
                message(
                    0xC0,
                    RAR,
                    4,
                    avp(263, "tollgate;1;2".getBytes(US_ASCII)),
                    avp(264, "ocs.lab.tollgate.example".getBytes(US_ASCII)),
                    avp(285, number(0)));
            default -> message(0x80, 280, 0, avp(264, "x.example".getBytes(US_ASCII)));
          };
      try (Socket one = connect(arena, random.nextBoolean() ? Arena.PEER : Arena.STRANGER)) {
        one.getOutputStream().write(mutator.mutate(valid));
        if (random.nextInt(4) == 0) {
          one.getOutputStream().write(mutator.mutate(valid));
        }
        if (random.nextInt(10) == 0) {
          one.setSoTimeout(50);
          result(one);
        }
      } catch (IOException cut) {
        // As good as an answer.
      }
    }
  }
}
