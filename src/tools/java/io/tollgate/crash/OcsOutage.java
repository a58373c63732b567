package io.tollgate.crash;

import io.tollgate.bench.calls.LabProcess;
import io.tollgate.bench.calls.ServerProcess;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code deploy/crash --ocs [RATE]}: something befalls one of two OCSs while calls are placed, and
 * passes. No call waits longer than Tx, from Tx and a second on the other OCS serves all, and none
 * is refused when the first is used again.
 */
final class OcsOutage {
  private static final Duration TX = Duration.ofSeconds(5);

  /** From the INVITE to its final answer there is more than the OCS. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Duration WARMING = Duration.ofSeconds(10);
  private static final Duration BEFORE = Duration.ofSeconds(4);
  private static final Duration AWAY = Duration.ofSeconds(15);
  private static final Duration AFTER = Duration.ofSeconds(4);
  private static final Duration LONGEST_RETURN = Duration.ofSeconds(150);
  private static final int SERVED_AGAIN = 5;
  private static final String FIRST = "ocs1.lab.tollgate.example";
  private static final String SERVER = "tollgate.lab.tollgate.example";

  private final Duration pause;
  private final Queue<Placed> calls = new ConcurrentLinkedQueue<>();
  private final AtomicLong numbers = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private int complaints;

  /** What may befall it. */
  private enum Trouble {
    /** Its connection is reset. */
    RESET,
    /** Its answers do not arrive; its watchdogs' do. */
    MUTED,
    /** It says nothing whatever, and its connection stays. */
    FROZEN,
    /** It is killed, and started again with nothing that it knew. */
    RESTARTED,
    /** It takes leave with DPR, and is started again. */
    DISCONNECTED
  }

  /** A call that was placed, and its final answer. */
  private record Placed(long at, long waited, int status) {
    boolean isRefused() {
      return status != 200;
    }
  }

  /** Something to be done that may fail. */
  private interface Deed {
    void does() throws IOException, InterruptedException;
  }

  /**
   * @param rate calls a second
   */
  OcsOutage(int rate) {
    pause = Duration.ofSeconds(1).dividedBy(rate);
  }

  boolean run() throws IOException, InterruptedException {
    try (LabProcess first = LabProcess.start(FIRST);
        LabProcess second = LabProcess.start("ocs2.lab.tollgate.example");
        ServerProcess server = ServerProcess.tollgate("512m", settings(first, second));
        PhoneBank bank = new PhoneBank(server.sipPort())) {
      first.awaitPeer(SERVER);
      second.awaitPeer(SERVER);
      Phone callee = bank.phone("callee");
      clock.scheduleAtFixedRate(
          () -> place(bank, callee), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
      pass(WARMING);
      for (Trouble trouble : Trouble.values()) {
        happens(trouble, first);
      }
    } finally {
      clock.shutdownNow();
      callers.shutdownNow();
    }
    System.out.println(complaints == 0 ? "PASS" : "FAIL");
    return complaints == 0;
  }

  private static List<String> settings(LabProcess first, LabProcess second) {
    List<String> settings = new ArrayList<>(first.online("tollgate"));
    settings.removeIf(setting -> setting.startsWith("diameter.peers="));
    settings.add("diameter.peers=" + first.ocs() + ";priority=1," + second.ocs() + ";priority=2");
    settings.add("diameter.watchdog=6s");
    settings.add("diameter.reconnect-ceiling=2s");
    settings.add("charging.tx-initial=" + TX.toSeconds() + "s");
    return settings;
  }

  private void happens(Trouble trouble, LabProcess first) throws IOException, InterruptedException {
    calls.clear();
    pass(BEFORE);
    long begun = System.nanoTime();
    begins(trouble, first).does();
    pass(AWAY);
    long ended = System.nanoTime();
    int served = ends(trouble, first);
    while (first.sessions() < served + SERVED_AGAIN) {
      if (System.nanoTime() - ended > LONGEST_RETURN.toNanos()) {
        complaints++;
        System.out.println(word(trouble) + ": it is not used again");
        return;
      }
      pass(Duration.ofMillis(250));
    }
    long back = System.nanoTime();
    pass(AFTER);
    judge(trouble, begun, ended, back);
  }

  private static Deed begins(Trouble trouble, LabProcess first) {
    return switch (trouble) {
      case RESET -> () -> first.post("disconnect?peer=" + SERVER);
      case MUTED -> () -> first.fault("ro ANY mute forever");
      case FROZEN -> first::freeze;
      case RESTARTED -> first::kill;
      case DISCONNECTED -> first::leave;
    };
  }

  /**
   * @return how many sessions it has seen by then
   */
  private static int ends(Trouble trouble, LabProcess first)
      throws IOException, InterruptedException {
    switch (trouble) {
      case RESET -> {}
      case MUTED -> first.post("clear");
      case FROZEN -> {
        first.thaw();
        // What was sent to it meanwhile is none of its use again.
        pass(Duration.ofSeconds(1));
      }
      case RESTARTED, DISCONNECTED -> first.back();
    }
    return first.sessions();
  }

  private void judge(Trouble trouble, long begun, long ended, long back) {
    List<Placed> all = List.copyOf(calls);
    long longest = all.stream().mapToLong(Placed::waited).max().orElse(0);
    List<Placed> refused = all.stream().filter(Placed::isRefused).toList();
    long last = refused.stream().mapToLong(each -> each.at() - begun).max().orElse(0);
    long since = refused.stream().filter(each -> each.at() - ended > 0).count();
    boolean holds =
        longest <= TX.plus(GRACE).toNanos() && last <= TX.plusSeconds(1).toNanos() && since == 0;
    complaints += holds ? 0 : 1;
    System.out.printf(
        Locale.ROOT,
        "%s: %d calls, longest wait %.2f s; %d refused, the last of them placed %.2f s after it"
            + " began, %d after it had passed; used again %.1f s after that: %s%n",
        word(trouble),
        all.size(),
        longest / 1e9,
        refused.size(),
        last / 1e9,
        since,
        (back - ended) / 1e9,
        holds ? "ok" : "FAILED");
  }

  private static String word(Trouble trouble) {
    return trouble.name().toLowerCase(Locale.ROOT);
  }

  private static void pass(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  private void place(PhoneBank bank, Phone callee) {
    Phone caller = bank.phone("caller" + numbers.incrementAndGet());
    callers.execute(() -> call(caller, callee));
  }

  private void call(Phone caller, Phone callee) {
    long at = System.nanoTime();
    int status;
    try {
      Call call = caller.call(callee.uri(), "application/sdp", SDP, "");
      status = call.status();
      calls.add(new Placed(at, System.nanoTime() - at, status));
      if (status == 200) {
        TimeUnit.MILLISECONDS.sleep(200);
        call.bye().answer();
      }
    } catch (AssertionError e) {
      calls.add(new Placed(at, System.nanoTime() - at, 0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 4000 RTP/AVP 0\r\n";
}
