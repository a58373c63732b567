package io.tollgate.bench.calls;

import io.tollgate.bench.measure.MarkdownTable;
import io.tollgate.bench.measure.ProcessUse;
import io.tollgate.bench.measure.Rounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A server that holds something open, and what that costs it. */
final class Held implements AutoCloseable {
  /** Leaves class histograms in target/bench. */
  private static final boolean HISTOGRAMS = Boolean.getBoolean("bench.histograms");

  /** Opens more until so many are open; how many more there are. */
  interface Opener {
    long open(long more);
  }

  private final String id;
  private final String title;
  private final ServerProcess server;
  private final Opener opener;
  private final int legsOfEach;
  private final List<List<Object>> rows = new ArrayList<>();
  private @Nullable Footprint empty;
  private double legsBefore;
  private long open;

  /**
   * @param legsOfEach dialogs of one of what is opened; 0 if the server does not count them
   */
  Held(String id, String title, ServerProcess server, int legsOfEach, Opener opener) {
    this.id = id;
    this.title = title;
    this.server = server;
    this.legsOfEach = legsOfEach;
    this.opener = opener;
  }

  ProcessUse use() {
    return server.use();
  }

  /** Whether there are so many now. */
  boolean open(long size) {
    open += opener.open(size - open);
    System.out.printf("%s: %d of %d are open%n", id, open, size);
    return open == size;
  }

  void measured(Footprint now, Rounds rounds) throws IOException, InterruptedException {
    Footprint before = empty;
    if (before == null) {
      empty = now;
      legsBefore = legs();
      row(now, "", "");
    } else {
      double heap = now.heapKibibytesEach(before, open);
      double resident = now.residentKibibytesEach(before, open);
      rounds.add("heap", id, heap);
      rounds.add("resident", id, resident);
      row(now, number(heap), number(resident));
    }
    if (HISTOGRAMS) {
      use().histogram(Path.of("target", "bench", "histogram-" + id + "-" + open));
    }
  }

  private void row(Footprint now, String heapEach, String residentEach) {
    rows.add(
        List.of(
            title,
            open,
            String.format(Locale.ROOT, "%.0f", now.heapMebibytes()),
            heapEach,
            String.format(Locale.ROOT, "%.0f", now.residentMebibytes()),
            residentEach,
            number(now.idleCpu() * 100)));
    System.out.println(rows.get(rows.size() - 1));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  void printRows() {
    rows.forEach(row -> MarkdownTable.row(row.toArray()));
  }

  /** Whether the server still has all that was opened. */
  boolean isKept() throws IOException, InterruptedException {
    double held = legs() - legsBefore;
    System.out.printf(Locale.ROOT, "%s: %d open, %.0f legs%n", id, open, held);
    return held >= legsOfEach * open;
  }

  /** What failed in the warm-up may be there still, until its session timer. */
  private double legs() throws IOException, InterruptedException {
    return legsOfEach == 0 ? 0 : server.metric("tollgate_sip_legs");
  }

  /** At once: nobody waits for the ends of all that is open. */
  @Override
  public void close() {
    server.kill();
  }
}
