package io.tollgate.bench.soak;

import io.tollgate.bench.calls.ServerProcess;
import io.tollgate.bench.measure.ProcessUse;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What a server holds at one moment. */
record Sample(double seconds, Map<Quantity, Double> values) {

  /**
   * What must not grow, and how far it may waver nevertheless: a share of itself, and an amount.
   */
  enum Quantity {
    HEAP("heap after collections, MiB", 0.1, 4),
    RESIDENT("resident memory, MiB", 0.1, 24),
    THREADS("threads", 0.05, 6),
    DESCRIPTORS("descriptors", 0.1, 12),
    SESSIONS("live sessions", 0.3, 10);

    private final String title;
    private final double share;
    private final double amount;

    Quantity(String title, double share, double amount) {
      this.title = title;
      this.share = share;
      this.amount = amount;
    }

    String title() {
      return title;
    }

    /** Growth over a whole run that is no growth. */
    double allowed(double usual) {
      return usual * share + amount;
    }
  }

  static Sample of(ServerProcess server, double seconds) throws IOException, InterruptedException {
    ProcessUse use = server.use();
    Map<Quantity, Double> values = new EnumMap<>(Quantity.class);
    values.put(Quantity.SESSIONS, server.metric("tollgate_sip_application_sessions"));
    values.put(Quantity.HEAP, use.heapMebibytesAfterCollection());
    values.put(Quantity.RESIDENT, use.residentMebibytes());
    values.put(Quantity.THREADS, (double) use.threads());
    values.put(Quantity.DESCRIPTORS, (double) use.descriptors());
    return new Sample(seconds, values);
  }

  double of(Quantity quantity) {
    return values.getOrDefault(quantity, Double.NaN);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("%5.0f s".formatted(seconds));
    values.forEach(
        (quantity, value) ->
            text.append(String.format(Locale.ROOT, ", %.0f %s", value, quantity.title())));
    return text.toString();
  }
}
