package io.tollgate.hostile;

import io.tollgate.harness.SipText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** What is kept: identities in deferred messages, secrets and records in files. */
final class Records {
  private Records() {}

  static List<Attack> attacks() {
    return List.of(
        Attack.named("an identity that a deferred message launders", Records::laundered),
        Attack.named("the OCS named to a caller without credit", Records::refused),
        Attack.named("names that resolve slowly", Records::names),
        Attack.named("files that others may read, or with secrets in them", Records::files));
  }

  private static void laundered(Arena arena) {
    String victim = arena.user();
    String recipient = "sip:" + Arena.MARK + "-away@127.0.0.1";
    try (Talker guest = arena.udp(Arena.VAIN_GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      guest.send(
          "MESSAGE",
          recipient + ":" + friend.port(),
          victim,
          List.of("Content-Type: text/plain", "P-Asserted-Identity: <" + victim + ">"),
          Arena.TEXT);
      SipText first = friend.await("MESSAGE");
      Expect.that(
          first.headers("P-Asserted-Identity").stream().noneMatch(v -> v.contains(victim)),
          "the identity went on directly");
      friend.answer(first, "480 Away");
      Expect.equal(guest.status(), 202, "answer to a deferred message");
      friend.register(recipient + ":" + friend.port(), List.of("Expires: 600"));
      SipText kept = friend.await("MESSAGE");
      Expect.that(
          kept.headers("P-Asserted-Identity").stream().noneMatch(v -> v.contains(victim)),
          "the identity came with the kept message");
      friend.answer(kept, "200 OK");
    }
  }

  private static void refused(Arena arena) {
    String poor = arena.user();
    arena.lab.ocs().engine().setBalance(poor, 0);
    // An attempt, which CDF and OCS took down as refused.
    arena.books.owes(poor, 1);
    try (Talker peer = arena.udp(Arena.PEER);
        Talker friend = arena.udp(Arena.PEER)) {
      peer.send(
          "MESSAGE",
          friend.uri(Arena.MARK),
          poor,
          List.of("Content-Type: text/plain", "P-Asserted-Identity: <" + poor + ">"),
          Arena.TEXT);
      // Arena.overhear looks for the name.
      Expect.that(peer.status() >= 400, "a message without credit was taken");
      Expect.that(friend.next(200) == null, "a message without credit was carried");
      Expect.equal(arena.lab.ocs().engine().account(poor).balance(), 0L, "balance");
    }
  }

  private static void names(Arena arena) throws IOException {
    try (Talker guest = arena.udp(Arena.GUEST)) {
      for (int i = 0; i < 20; i++) {
        guest.send(
            "OPTIONS",
            "sip:x@slow" + i + ".unknown-" + i + ".example",
            arena.user(),
            List.of(),
            "");
      }
      arena.honestCallInTime();
      for (int i = 0; i < 20; i++) {
        Expect.that(guest.status() >= 400, "a name that nobody listed was served");
      }
    }
  }

  private static void files(Arena arena) throws IOException {
    Path data = arena.folder().resolve("data");
    try (Stream<Path> files = Files.walk(data)) {
      for (Path each : files.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
        Expect.that(mode.endsWith("------"), each.getFileName() + " has mode " + mode);
        if (Files.isRegularFile(each)) {
          String text = Files.readString(each, java.nio.charset.StandardCharsets.ISO_8859_1);
          Expect.that(!text.contains(Arena.SECRET), each.getFileName() + " holds a secret");
        }
      }
    }
  }
}
