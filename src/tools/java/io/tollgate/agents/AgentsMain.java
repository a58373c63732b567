package io.tollgate.agents;

import io.tollgate.walk.party.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code deploy/flows --agents N [--profile P] [--over T]}: baresip and linphone call each other N
 * times in each role, over UDP and TCP in turn, in either profile. Each call is held and resumed by
 * both sides; the first of each round for a minute, again and again. Then what CDF and OCS hold is
 * compared with what was done.
 */
public final class AgentsMain {
  private static final Duration HOLDING = Duration.ofMinutes(1);

  private AgentsMain() {}

  public static void main(String[] args) {
    int at = List.of(args).indexOf("--agents");
    int calls = at < 0 || at + 1 == args.length ? 50 : Integer.parseInt(args[at + 1]);
    List<String> differences = new ArrayList<>();
    for (String profile : option(args, "--profile", List.of("im", "cpm"))) {
      for (String over : option(args, "--over", List.of("udp", "tcp"))) {
        Transport transport = Transport.of(over);
        // Half of the calls of a profile go over either transport.
        int share = transport == Transport.UDP ? (calls + 1) / 2 : calls / 2;
        differences.addAll(round(profile, transport, share));
      }
    }
    System.out.printf(
        "agents: %d calls of each in each role and profile, %d differences%n",
        calls, differences.size());
    System.exit(differences.isEmpty() ? 0 : 1);
  }

  private static List<String> option(String[] args, String name, List<String> otherwise) {
    int at = List.of(args).indexOf(name);
    return at < 0 ? otherwise : List.of(args[at + 1]);
  }

  private static List<String> round(String profile, Transport transport, int calls) {
    String name = profile + " over " + transport.word();
    List<String> differences = new ArrayList<>();
    try (AgentHouse house = AgentHouse.open(profile, Map.of());
        Linphone linphone = Linphone.start("lin", transport, house.port());
        Baresip baresip = Baresip.start("bare", transport, house.port(), List.of(linphone.uri()))) {
      Bill lin = new Bill("lin");
      Bill bare = new Bill("bare");
      Conversation there = new Conversation(linphone, baresip, lin);
      Conversation back = new Conversation(baresip, linphone, bare);
      long held = 0;
      int made = 0;
      try {
        for (int i = 0; i < calls; i++) {
          UserAgent ends = i % 2 == 0 ? linphone : baresip;
          for (Conversation talk : List.of(there, back)) {
            talk.establish();
            long begin = System.nanoTime();
            do {
              talk.holdAndResume(linphone);
              talk.holdAndResume(baresip);
              held += 2;
            } while (i == 0 && System.nanoTime() - begin < HOLDING.toNanos());
            talk.hangUp(ends);
            made++;
          }
          if (i % 5 == 0) {
            there.message("hello");
            back.message("hello");
            there.cancel();
            back.cancel();
            there.refuse();
            back.refuse();
          }
        }
      } catch (AssertionError e) {
        differences.add(name + ": " + e.getMessage());
      }
      if (differences.isEmpty()) {
        house.differences(List.of(lin, bare)).forEach(each -> differences.add(name + ": " + each));
      }
      List<String> glares = Views.glares(linphone, baresip);
      glares.forEach(each -> differences.add(name + ": " + each));
      differences.forEach(each -> System.out.println("DIFFERS " + each));
      System.out.printf(
          "%s: %d calls, held and resumed %d times, %d 491, %d differences%n",
          name, made, held, glares.size(), differences.size());
    }
    return differences;
  }
}
