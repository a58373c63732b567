package io.tollgate.bench.calls;

import io.tollgate.bench.measure.MarkdownTable;
import io.tollgate.bench.measure.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an open session costs, and a participant of a conference, while it does nothing: memory and
 * CPU time, beside those of a call that the bare servlet holds open. All servers are up at once and
 * are given calls in turn, so that they come to rest together.
 */
public final class Scale {
  /** Gently: calls that fail on a cold server stay in its memory for hours. */
  private static final int WARM_RATE = 30;

  private static final Duration WARMING =
      Duration.ofSeconds(Integer.getInteger("bench.warm-seconds", 40));

  /** A session timer that never fires: SIPp is gone, and nobody would answer a refresh. */
  private static final String UNTIMED = "sip.session-expires=24h";

  private final List<Integer> sizes;
  private final int conferences;
  private final int participants;
  private final int rate;
  private final String heap;
  private final Rounds rounds = new Rounds();

  /**
   * @param sizes numbers of calls, growing
   * @param heap most heap of a server, as the JVM has it
   */
  public Scale(List<Integer> sizes, int conferences, int participants, int rate, String heap) {
    this.sizes = sizes;
    this.conferences = conferences;
    this.participants = participants;
    this.rate = rate;
    this.heap = heap;
  }

  /** Whether everything that was to be open was open. */
  public boolean run(List<String> ids) throws IOException, InterruptedException {
    List<Held> calls = new ArrayList<>();
    List<Held> all = new ArrayList<>();
    try (LabProcess lab = LabProcess.start()) {
      for (Variant variant : List.of(Variant.BARE, Variant.OFF, Variant.RF_RO)) {
        if (ids.isEmpty() || ids.contains(variant.id())) {
          calls.add(calls(variant, lab));
        }
      }
      all.addAll(calls);
      if (conferences > 0) {
        all.add(conferences(lab));
      }
      boolean complete = measure(calls, all);
      report(all);
      return complete;
    } finally {
      all.forEach(Held::close);
    }
  }

  private boolean measure(List<Held> calls, List<Held> all)
      throws IOException, InterruptedException {
    boolean complete = true;
    settled(all);
    for (int size : sizes) {
      List<Held> opened = new ArrayList<>(calls);
      for (Held each : calls) {
        complete &= each.open(size);
      }
      if (size == sizes.get(sizes.size() - 1)) {
        for (Held each : all.subList(calls.size(), all.size())) {
          complete &= each.open((long) conferences * participants);
          opened.add(each);
        }
      }
      settled(opened);
    }
    for (Held each : all) {
      complete &= each.isKept();
    }
    return complete;
  }

  private void settled(List<Held> some) throws IOException, InterruptedException {
    List<Footprint> footprints = Footprint.of(some.stream().map(Held::use).toList());
    for (int i = 0; i < some.size(); i++) {
      some.get(i).measured(footprints.get(i), rounds);
    }
  }

  private void report(List<Held> all) {
    MarkdownTable.header(
        "", "open", "heap MiB", "KiB each", "resident MiB", "KiB each", "idle, % of a core");
    all.forEach(Held::printRows);
    System.out.println();
    rounds.printRatio("scale-heap-off-vs-bare", "heap", Variant.OFF.id(), Variant.BARE.id());
    rounds.printRatio("scale-heap-per-session", "heap", Variant.RF_RO.id(), Variant.BARE.id());
    rounds.printRatio(
        "scale-resident-per-session", "resident", Variant.RF_RO.id(), Variant.BARE.id());
  }

  private Held calls(Variant variant, LabProcess lab) throws IOException {
    ServerProcess server =
        switch (variant) {
          case BARE -> ServerProcess.bare(heap);
          case OFF -> ServerProcess.tollgate(heap, List.of("charging.mode=off", UNTIMED));
          default -> charged(lab, "scale-" + variant.id());
        };
    warm(server);
    return new Held(
        variant.id(),
        variant.title(),
        server,
        variant == Variant.BARE ? 0 : 2,
        more -> CallLoad.open(server.sipPort(), Math.toIntExact(more), rate));
  }

  private ServerProcess charged(LabProcess lab, String name) throws IOException {
    List<String> settings = new ArrayList<>(lab.both(name));
    settings.add(UNTIMED);
    settings.add("conference.max-participants=" + participants);
    return ServerProcess.tollgate(heap, settings);
  }

  private static void warm(ServerProcess server) {
    CallLoad.run(server.sipPort(), 5, Duration.ofSeconds(10));
    CallLoad.Outcome outcome = CallLoad.run(server.sipPort(), WARM_RATE, WARMING);
    System.out.println("warm-up: " + outcome);
  }

  private Held conferences(LabProcess lab) throws IOException {
    ServerProcess server = charged(lab, "scale-conferences");
    try (OpenConferences warming = new OpenConferences(server.sipPort())) {
      warming.open(1, 2);
    }
    warm(server);
    OpenConferences opened = new OpenConferences(server.sipPort());
    return new Held(
        "conferences",
        "participants of %d conferences, Rf + Ro".formatted(conferences),
        server,
        0,
        more -> opened.open(conferences, participants));
  }
}
