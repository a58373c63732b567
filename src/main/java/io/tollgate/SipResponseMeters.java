package io.tollgate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** SIP responses by status, as the launcher's sockets have counted them. */
final class SipResponseMeters implements Runnable {
  private final Supplier<Map<String, Long>> counts;
  private final MeterRegistry meters;
  private final Set<String> known = new HashSet<>();

  /**
   * @param counts by {@code sent 200}, {@code received 486}
   */
  SipResponseMeters(Supplier<Map<String, Long>> counts, MeterRegistry meters) {
    this.counts = counts;
    this.meters = meters;
  }

  /** A status that has not been there before gets its meter. */
  @Override
  public void run() {
    for (String name : counts.get().keySet()) {
      if (known.add(name)) {
        String[] words = name.split(" ", 2);
        FunctionCounter.builder(
                "tollgate.sip.responses", counts, all -> all.get().getOrDefault(name, 0L))
            .description("SIP responses over the sockets, repeated ones too")
            .tag("direction", words[0])
            .tag("status", words[1])
            .register(meters);
      }
    }
  }
}
