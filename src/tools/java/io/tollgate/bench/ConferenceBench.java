package io.tollgate.bench;

import io.tollgate.harness.TollgateServer;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Joins per second, and what one more join costs in a conference of 5, 50 and 500, turn by turn in
 * one run. Phones and server share this JVM; no charging function and no watcher takes part.
 */
public final class ConferenceBench {
  private static final int[] ROSTERS = {5, 50, 500};
  private static final int ROUNDS = 7;
  private static final int JOINS = 40;
  private static final int CONFERENCES = 20;
  private static final int MEMBERS = 50;

  private final TollgateServer server;
  private final PhoneBank bank;

  private ConferenceBench(TollgateServer server) {
    this.server = server;
    this.bank = new PhoneBank(server.sipPort()).patience(50);
  }

  public static void main(String[] args) {
    Configurator.setRootLevel(Level.ERROR);
    try (TollgateServer server =
        TollgateServer.start(
            Map.of(
                "conference.max-participants", "1000",
                "conference.invitations-per-second", "1000000",
                "conference.max-per-user", "1000",
                "sip.warm-up-calls", "500",
                "charging.mode", "off"))) {
      new ConferenceBench(server).run();
    }
    System.exit(0);
  }

  private String factory() {
    return "sip:conference-factory@127.0.0.1:" + server.sipPort();
  }

  private void run() {
    joinsPerSecond(2);
    System.out.printf(
        Locale.ROOT,
        "mass join, %d conferences of %d at once: %.0f joins/s%n",
        CONFERENCES,
        MEMBERS,
        joinsPerSecond(CONFERENCES));
    List<String> conferences = new ArrayList<>();
    for (int roster : ROSTERS) {
      conferences.add(filled(roster));
    }
    double[][] cost = new double[ROSTERS.length][ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      for (int i = 0; i < ROSTERS.length; i++) {
        double micros = joinCost(conferences.get(i), round);
        if (round >= 0) {
          cost[i][round] = micros;
        }
      }
    }
    for (int i = 0; i < ROSTERS.length; i++) {
      System.out.printf(
          Locale.ROOT,
          "join at roster %d: median %.0f us, min %.0f, max %.0f%n",
          ROSTERS[i],
          median(cost[i]),
          Arrays.stream(cost[i]).min().orElseThrow(),
          Arrays.stream(cost[i]).max().orElseThrow());
    }
    System.out.printf(
        Locale.ROOT, "RATIO conference-join-50-to-5 %.2f%n", median(cost[1]) / median(cost[0]));
    System.out.printf(
        Locale.ROOT, "RATIO conference-join-500-to-5 %.2f%n", median(cost[2]) / median(cost[0]));
  }

  private double joinsPerSecond(int conferences) {
    long start = System.nanoTime();
    List<Call> calls = new ArrayList<>();
    List<Phone> invited = new ArrayList<>();
    for (int c = 0; c < conferences; c++) {
      Phone[] members = new Phone[MEMBERS - 1];
      for (int m = 0; m < members.length; m++) {
        members[m] = bank.phone("j" + start + "c" + c + "m" + m);
        invited.add(members[m]);
      }
      calls.add(bank.phone("o" + start + "c" + c).convene(factory(), members));
    }
    calls.forEach(Call::answer);
    List<Call> legs = new ArrayList<>();
    for (Phone phone : invited) {
      Call leg = phone.incoming();
      leg.await("ACK");
      legs.add(leg);
    }
    double rate = legs.size() * 1e9 / (System.nanoTime() - start);
    legs.forEach(Call::bye);
    calls.forEach(Call::bye);
    io.tollgate.harness.Await.until(
        () -> server.application().conferences().running() == 0, "conferences to end");
    return rate;
  }

  /** A conference with this many participants, all of whom dialled in but the first. */
  private String filled(int roster) {
    Phone owner = bank.phone("owner" + roster);
    Call first = owner.convene(factory());
    first.answer();
    String uri = first.remoteTarget();
    for (int i = 1; i < roster; i++) {
      bank.phone("r" + roster + "n" + i).call(uri).answer();
    }
    return uri;
  }

  /** Microseconds from INVITE to 200, one join after the other. */
  private double joinCost(String conference, int round) {
    long spent = 0;
    for (int i = 0; i < JOINS; i++) {
      Phone phone = bank.phone("g" + round + "n" + i);
      long start = System.nanoTime();
      Call call = phone.call(conference);
      call.answer();
      spent += System.nanoTime() - start;
      call.bye().answer();
    }
    return spent / 1000.0 / JOINS;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
