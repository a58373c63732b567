package io.tollgate.hostile;

import io.tollgate.harness.SipText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Honest calls, with and without 200 strangers' requests a second from 50 addresses. */
final class StrangersLoad implements AutoCloseable {
  static final int CALLS_PER_SECOND = 100;

  private static final int STRANGERS = 50;
  private static final int STRANGE_PER_SECOND = 200;

  /**
   * A server that was just started is slow; this many steps lead to as many calls as are asked for.
   */
  private static final int WARM_STEPS = 6;

  private static final int WARM_SECONDS = 5;
  private static final int SECONDS = 15;
  private static final int ROUNDS = 3;
  private static final double MOST = 1.5;
  private static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 9 RTP/AVP 0\r\n";
  private static final List<String> OFFER = List.of("Content-Type: application/sdp");

  private final Talker caller;
  private final Talker callee;
  private final List<Talker> strangers = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(3);
  private final Map<String, Long> begun = new ConcurrentHashMap<>();
  private final List<Long> setUps = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger failed = new AtomicInteger();
  private volatile boolean over;

  private StrangersLoad(Arena arena) {
    caller = arena.udp(Arena.PEER);
    callee = arena.udp(Arena.PEER);
    callee.manner(
        request -> {
          if (request.startLine().startsWith("INVITE ")) {
            callee.answer(request, "200 OK", OFFER, SDP);
          } else if (request.startLine().startsWith("BYE ")) {
            callee.answer(request, "200 OK");
          }
        });
    for (int i = 1; i <= STRANGERS; i++) {
      strangers.add(arena.udp("127.0.1." + i));
    }
    Thread answers = new Thread(this::answers, "answers-to-the-caller");
    answers.setDaemon(true);
    answers.start();
  }

  /** Whether honest calls are set up about as fast beside strangers, and none fails. */
  static boolean run(int calls) throws IOException {
    try (Arena arena = new Arena(Map.of(), 0, 1);
        StrangersLoad load = new StrangersLoad(arena)) {
      for (int step = 1; step <= WARM_STEPS; step++) {
        load.phase(Math.max(1, calls * step / WARM_STEPS), WARM_SECONDS, true);
      }
      double[] ratios = new double[ROUNDS];
      int failures = 0;
      for (int i = 0; i < ROUNDS; i++) {
        double alone = load.phase(calls, SECONDS, false);
        failures += load.failed.get();
        double beside = load.phase(calls, SECONDS, true);
        failures += load.failed.get();
        ratios[i] = beside / alone;
        System.out.printf(
            "p95 of set-up: %.1f ms alone, %.1f ms beside strangers: %.2f times%n",
            alone, beside, ratios[i]);
      }
      Arrays.sort(ratios);
      double median = ratios[ROUNDS / 2];
      boolean held = median <= MOST && failures == 0;
      System.out.printf("median %.2f times, %d calls failed%n", median, failures);
      arena.deaths().forEach(death -> System.out.println("a thread died: " + death));
      System.out.printf("hostile: %d held, %d broke%n", held ? 1 : 0, held ? 0 : 1);
      return held;
    }
  }

  /**
   * @return 95th percentile of set-up, in milliseconds
   */
  private double phase(int perSecond, int seconds, boolean strange) {
    setUps.clear();
    failed.set(0);
    ScheduledFuture<?> calls =
        clock.scheduleAtFixedRate(this::call, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    AtomicInteger turn = new AtomicInteger();
    ScheduledFuture<?> others =
        strange
            ? clock.scheduleAtFixedRate(
                () -> stranger(turn.getAndIncrement()),
                0,
                1_000_000 / STRANGE_PER_SECOND,
                TimeUnit.MICROSECONDS)
            : null;
    pause(seconds * 1_000L);
    calls.cancel(false);
    if (others != null) {
      others.cancel(false);
    }
    pause(2_000);
    failed.addAndGet(begun.size());
    begun.clear();
    long[] sorted = setUps.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length * 95 / 100] / 1e6;
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void call() {
    String callId = UUID.randomUUID().toString();
    begun.put(callId, System.nanoTime());
    caller.send("INVITE", callee.uri("bob"), "sip:load@home.example", callId, "", 1, OFFER, SDP);
  }

  private void stranger(int turn) {
    String method = List.of("INVITE", "MESSAGE", "OPTIONS", "REGISTER").get(turn % 4);
    strangers
        .get(turn % STRANGERS)
        .send(method, callee.uri("bob"), "sip:x@strange.example", List.of(), "");
  }

  private void answers() {
    while (!over) {
      SipText answer = caller.next(200);
      if (answer == null
          || answer.startLine().startsWith("SIP/2.0 1")
          || !answer.startLine().startsWith("SIP/2.0 ")
          || !answer.header("CSeq").endsWith("INVITE")) {
        continue;
      }
      String callId = answer.header("Call-ID");
      Long begin = begun.remove(callId);
      if (begin == null) {
        continue;
      }
      if (!answer.startLine().startsWith("SIP/2.0 200")) {
        failed.incrementAndGet();
        continue;
      }
      setUps.add(System.nanoTime() - begin);
      String remote = HonestCall.contact(answer);
      String tag = HonestCall.tag(answer);
      String user = "sip:load@home.example";
      caller.send("ACK", remote, user, callId, tag, 1, List.of(), "");
      caller.send("BYE", remote, user, callId, tag, 2, List.of(), "");
    }
  }

  @Override
  public void close() {
    over = true;
    clock.shutdownNow();
    caller.close();
    callee.close();
    strangers.forEach(Talker::close);
  }
}
