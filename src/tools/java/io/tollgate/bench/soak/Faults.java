package io.tollgate.bench.soak;

import io.tollgate.bench.calls.LabProcess;
import java.io.IOException;
import java.util.List;

/** What goes wrong at the charging functions, one after the other. */
final class Faults implements AutoCloseable {
  private static final List<String> TEXTS =
      List.of(
          "ro ANY delay:300 x40",
          "rf ANY delay:800 x40",
          "any ANY drop x6",
          "rf ANY mute x6",
          "ro INITIAL code:4010 x6",
          "any ANY close x2",
          "rf ANY close-after x2");

  private LabProcess lab;
  private int next;

  Faults(LabProcess lab) {
    this.lab = lab;
  }

  /** After the faults of the list, both functions die and come back. */
  String next() throws IOException, InterruptedException {
    int at = next++ % (TEXTS.size() + 1);
    if (at == TEXTS.size()) {
      lab = lab.again();
      return "CDF and OCS killed and started again";
    }
    lab.fault(TEXTS.get(at));
    return TEXTS.get(at);
  }

  void over() throws IOException, InterruptedException {
    lab.post("clear");
  }

  @Override
  public void close() {
    lab.close();
  }
}
