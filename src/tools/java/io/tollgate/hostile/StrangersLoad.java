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
  private static final int AFTERWARDS_MILLIS = 3_000;
  private static final String PAYER = "sip:load@home.example";
  private static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 9 RTP/AVP 0\r\n";
  private static final List<String> OFFER = List.of("Content-Type: application/sdp");

  private final Talker caller;
  private final Talker callee;
  private final List<Talker> strangers = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(3);

  /** What is not answered yet, by CSeq and Call-ID. */
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  private final List<Long> setUps = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger failed = new AtomicInteger();
  private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
  private final AtomicInteger repeated = new AtomicInteger();
  private volatile boolean over;

  /** A request of the caller; sent again until there is an answer, as datagrams get lost. */
  private final class Asked {
    private static final long FIRST_NANOS = 500_000_000;

    private final String text;
    private final long begin = System.nanoTime();
    private volatile long wait = FIRST_NANOS;
    private volatile boolean heard;

    private Asked(String text) {
      this.text = text;
    }

    /** Timers A and E (RFC 3261 17.1). */
    private void again() {
      if (!heard && System.nanoTime() - begin > wait) {
        wait = 2 * wait + FIRST_NANOS;
        repeated.incrementAndGet();
        caller.sendText(text);
      }
    }
  }

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
    clock.scheduleAtFixedRate(
        () -> asked.values().forEach(Asked::again), 100, 100, TimeUnit.MILLISECONDS);
  }

  /** Whether honest calls are set up about as fast beside strangers, and none fails. */
  static boolean run(int calls) throws IOException {
    try (Arena arena = new Arena(Map.of(), 0, 1);
        StrangersLoad load = new StrangersLoad(arena)) {
      for (int step = 1; step <= WARM_STEPS; step++) {
        int rate = Math.max(1, calls * step / WARM_STEPS);
        double warm = load.phase(rate, WARM_SECONDS, true);
        System.out.printf(
            "warming up, %d calls/s: %.1f ms, %d failed%n", rate, warm, load.failed.get());
      }
      load.repeated.set(0);
      load.refusals.clear();
      double[] ratios = new double[ROUNDS];
      int failures = 0;
      for (int i = 0; i < ROUNDS; i++) {
        // The one and the other first in turn: what grows meanwhile slows neither alone.
        boolean strangersFirst = i % 2 == 1;
        double first = load.phase(calls, SECONDS, strangersFirst);
        failures += load.failed.get();
        double second = load.phase(calls, SECONDS, !strangersFirst);
        failures += load.failed.get();
        double alone = strangersFirst ? second : first;
        double beside = strangersFirst ? first : second;
        ratios[i] = beside / alone;
        System.out.printf(
            "p95 of set-up: %.1f ms alone, %.1f ms beside strangers: %.2f times"
                + " (%d failed so far, %d requests sent again)%n",
            alone, beside, ratios[i], failures, load.repeated.get());
      }
      Arrays.sort(ratios);
      double median = ratios[ROUNDS / 2];
      boolean held = median <= MOST && failures == 0;
      System.out.printf("median %.2f times, %d calls failed%n", median, failures);
      load.refusals.forEach((line, times) -> System.out.println(times + " times " + line));
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
    pause(AFTERWARDS_MILLIS);
    failed.addAndGet((int) asked.keySet().stream().filter(key -> key.contains("INVITE")).count());
    asked.clear();
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
    ask("1 INVITE", callee.uri("bob"), callId, "", OFFER, SDP);
  }

  private void ask(
      String sequence,
      String target,
      String callId,
      String tag,
      List<String> headers,
      String body) {
    String[] number = sequence.split(" ");
    String text =
        caller.request(
            number[1], target, PAYER, callId, tag, Integer.parseInt(number[0]), headers, body);
    asked.put(sequence + ' ' + callId, new Asked(text));
    caller.sendText(text);
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
      if (answer != null && answer.startLine().startsWith("SIP/2.0 ")) {
        answered(answer, answer.startLine().substring(8, 11));
      }
    }
  }

  private void answered(SipText answer, String status) {
    String callId = answer.header("Call-ID");
    String key = answer.header("CSeq") + ' ' + callId;
    if (status.startsWith("1")) {
      Asked waiting = asked.get(key);
      if (waiting != null) {
        waiting.heard = true;
      }
      return;
    }
    Asked done = asked.remove(key);
    if (!key.startsWith("1 INVITE")) {
      return;
    }
    if (!status.equals("200")) {
      if (done != null) {
        failed.incrementAndGet();
        refusals.merge(answer.startLine(), 1, Integer::sum);
      }
      return;
    }
    String remote = HonestCall.contact(answer);
    String tag = HonestCall.tag(answer);
    caller.send("ACK", remote, PAYER, callId, tag, 1, List.of(), "");
    if (done != null) {
      setUps.add(System.nanoTime() - done.begin);
      ask("2 BYE", remote, callId, tag, List.of(), "");
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
