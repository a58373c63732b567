package io.tollgate.bench.calls;

import io.tollgate.bench.measure.MarkdownTable;
import io.tollgate.bench.measure.ProcessUse;
import io.tollgate.bench.measure.Rounds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an open session costs, and a participant of a conference, while it does nothing: memory and
 * CPU time, beside those of a call that the bare servlet holds open.
 */
public final class Scale {
  /** Gently: calls that fail on a cold server stay in its memory for hours. */
  private static final int WARM_RATE = 30;

  private static final Duration WARMING =
      Duration.ofSeconds(Integer.getInteger("bench.warm-seconds", 60));

  /** Leaves class histograms in target/bench. */
  private static final boolean HISTOGRAMS = Boolean.getBoolean("bench.histograms");

  private final List<Integer> sizes;
  private final int conferences;
  private final int participants;
  private final int rate;
  private final String heap;
  private final Rounds rounds = new Rounds();
  private final List<List<Object>> rows = new ArrayList<>();

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
    boolean complete = true;
    try (LabProcess lab = LabProcess.start()) {
      for (Variant variant : List.of(Variant.BARE, Variant.OFF, Variant.RF_RO)) {
        if (ids.isEmpty() || ids.contains(variant.id())) {
          complete &= calls(variant, lab);
        }
      }
      if (conferences > 0) {
        complete &= conferences(lab);
      }
    }
    MarkdownTable.header(
        "", "open", "heap MiB", "KiB each", "resident MiB", "KiB each", "idle, % of a core");
    rows.forEach(row -> MarkdownTable.row(row.toArray()));
    System.out.println();
    rounds.printRatio("scale-heap-off-vs-bare", "call", Variant.OFF.id(), Variant.BARE.id());
    rounds.printRatio("scale-heap-per-session", "call", Variant.RF_RO.id(), Variant.BARE.id());
    rounds.printRatio(
        "scale-resident-per-session", "resident", Variant.RF_RO.id(), Variant.BARE.id());
    return complete;
  }

  private boolean calls(Variant variant, LabProcess lab) throws IOException, InterruptedException {
    try (ServerProcess server = server(variant, lab)) {
      warm(server);
      Footprint empty = Footprint.of(server);
      histogram(server.use(), variant.id() + "-0");
      row(variant.title(), 0, empty, empty);
      long open = 0;
      for (int size : sizes) {
        open += OpenCalls.open(server.sipPort(), Math.toIntExact(size - open), rate);
        Footprint footprint = Footprint.of(server);
        row(variant.title(), open, empty, footprint);
        rounds.add("call", variant.id(), footprint.heapKibibytesEach(empty, open));
        rounds.add("resident", variant.id(), footprint.residentKibibytesEach(empty, open));
        histogram(server.use(), variant.id() + "-" + size);
      }
      boolean complete = open == sizes.get(sizes.size() - 1) && held(variant, server, 2 * open);
      server.kill();
      return complete;
    }
  }

  private static void warm(ServerProcess server) {
    CallLoad.run(server.sipPort(), 5, Duration.ofSeconds(10));
    CallLoad.Outcome outcome = CallLoad.run(server.sipPort(), WARM_RATE, WARMING);
    System.out.println("warm-up: " + outcome);
  }

  private ServerProcess server(Variant variant, LabProcess lab) throws IOException {
    return switch (variant) {
      case BARE -> ServerProcess.bare(heap);
      case OFF -> ServerProcess.tollgate(heap, List.of("charging.mode=off"));
      default -> ServerProcess.tollgate(heap, lab.both("scale-" + variant.id()));
    };
  }

  /** The bare servlet does not count its sessions. */
  private static boolean held(Variant variant, ServerProcess server, long legs)
      throws IOException, InterruptedException {
    if (variant == Variant.BARE) {
      return true;
    }
    double held = server.metric("tollgate_sip_legs");
    System.out.printf(Locale.ROOT, "%s: %d legs opened, %.0f held%n", variant.id(), legs, held);
    return held == legs;
  }

  private boolean conferences(LabProcess lab) throws IOException, InterruptedException {
    List<String> settings = new ArrayList<>(lab.both("scale-conferences"));
    settings.add("conference.max-participants=" + participants);
    try (ServerProcess server = ServerProcess.tollgate(heap, settings);
        OpenConferences opened = new OpenConferences(server.sipPort());
        OpenConferences warming = new OpenConferences(server.sipPort())) {
      warming.open(1, 2);
      warm(server);
      Footprint empty = Footprint.of(server);
      long in = opened.open(conferences, participants);
      Footprint footprint = Footprint.of(server);
      String title = "participants of %d conferences, Rf + Ro".formatted(conferences);
      row(title, 0, empty, empty);
      row(title, in, empty, footprint);
      histogram(server.use(), "conferences");
      server.kill();
      return in == (long) conferences * participants;
    }
  }

  private void row(String title, long open, Footprint empty, Footprint footprint) {
    rows.add(
        List.of(
            title,
            open,
            number("%.0f", footprint.heapMebibytes()),
            open == 0 ? "" : number("%.1f", footprint.heapKibibytesEach(empty, open)),
            number("%.0f", footprint.residentMebibytes()),
            open == 0 ? "" : number("%.1f", footprint.residentKibibytesEach(empty, open)),
            number("%.1f", footprint.idleCpu() * 100)));
    System.out.println(rows.get(rows.size() - 1));
  }

  private static void histogram(ProcessUse use, String name)
      throws IOException, InterruptedException {
    if (HISTOGRAMS) {
      use.histogram(Path.of("target", "bench", "histogram-" + name));
    }
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
