package io.tollgate.charging.enabler;

import io.tollgate.charging.enabler.RandomWorld.Happening;
import io.tollgate.charging.record.FailureHandling;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Sessions with faults of every kind at the OCS, the CDF and the process: for each rating group,
 * what was used is what was acknowledged, what lies in the dead letters, and what a declared policy
 * lost; and no OCS meets a duplicate, whether it finds them by Session-Id and CC-Request-Number
 * (RFC 8506 8.2) or by Origin-Host and End-to-End Identifier (RFC 6733 3).
 *
 * <p>More of them: {@code mvn test -Dtest=LedgerTest -Dtollgate.ledger.sessions=100000}, with
 * {@code -Dtollgate.ledger.seed=N} for others.
 */
class LedgerTest {

  private static final int SESSIONS = Integer.getInteger("tollgate.ledger.sessions", 2_000);
  private static final long SEED = Long.getLong("tollgate.ledger.seed", 20_261_130L);
  private static final int LONGEST = 60;

  @Test
  void whatWasUsedIsAcknowledgedOrADeadLetterOrLostByADeclaredPolicy() {
    SplittableRandom seeds = new SplittableRandom(SEED);
    for (int i = 0; i < SESSIONS; i++) {
      long seed = seeds.nextLong();
      List<Happening> happened = new ArrayList<>();
      try {
        play(new SplittableRandom(seed), happened);
      } catch (AssertionError e) {
        throw new AssertionError("session " + i + " (" + seed + "): " + happened, e);
      }
    }
  }

  private static void play(SplittableRandom random, List<Happening> happened) {
    FailureHandling[] handlings = FailureHandling.values();
    // Most under the policy that loses nothing.
    FailureHandling handling =
        random.nextInt(4) == 0
            ? handlings[random.nextInt(handlings.length)]
            : FailureHandling.TERMINATE;
    RandomWorld world = new RandomWorld(handling, random.nextBoolean());
    int length = random.nextInt(LONGEST);
    for (int i = 0; i < length; i++) {
      Happening next = next(random);
      happened.add(next);
      world.happen(next);
    }
    world.comeToRest();
    world.assertAll();
  }

  /** Grants and messages are what sessions are made of; free ones prove nothing. */
  private static Happening next(SplittableRandom random) {
    if (random.nextInt(3) == 0) {
      return random.nextBoolean() ? Happening.GRANT : Happening.MESSAGE;
    }
    Happening[] all = Happening.values();
    Happening any = all[random.nextInt(all.length)];
    boolean free = any == Happening.FREE_4011 || any == Happening.GRANT_RESTRICTING;
    return free && random.nextInt(20) > 0 ? Happening.MESSAGES : any;
  }
}
