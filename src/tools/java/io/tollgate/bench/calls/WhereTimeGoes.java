package io.tollgate.bench.calls;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a flight recording says of where a server's Java threads spend their time and allocate: a
 * sample belongs to the topmost frame that a part is known for, so what the JDK does for somebody
 * is that one's.
 */
final class WhereTimeGoes {
  private static final String OTHER = "other";

  /** The first that fits a frame counts; in this order. */
  private static final Map<String, List<String>> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("timers", List.of("gov.nist.javax.sip.stack.timers", "io.netty.util.HashedWheel"));
    PARTS.put(
        "parsing",
        List.of(
            "gov.nist.javax.sip.parser", "io.tollgate.launcher.HeadCheck", "gov.nist.core.Lex"));
    PARTS.put(
        "headers and messages (encode, clone)",
        List.of(
            "gov.nist.javax.sip.header",
            "gov.nist.javax.sip.message",
            "gov.nist.javax.sip.address",
            "gov.nist.core"));
    PARTS.put("transactions and dialogs", List.of("gov.nist"));
    PARTS.put(
        "the container's sessions and dispatch", List.of("org.mobicents", "org.apache.catalina"));
    PARTS.put("guards of the launcher", List.of("io.tollgate.launcher", "io.tollgate.trust"));
    PARTS.put("SIP of the application", List.of("io.tollgate.sip", "io.tollgate.content"));
    PARTS.put("journal", List.of("io.tollgate.journal", "org.sqlite", "io.tollgate.files"));
    PARTS.put("ledger", List.of("io.tollgate.ledger"));
    PARTS.put("Diameter", List.of("io.tollgate.diameter", "io.netty"));
    PARTS.put("charging", List.of("io.tollgate.charging"));
    PARTS.put("metrics", List.of("io.micrometer", "io.tollgate.ServiceMeters"));
    PARTS.put("log", List.of("org.apache.logging", "io.tollgate.log"));
    PARTS.put("the rest of the application", List.of("io.tollgate"));
  }

  /** Of what by part: samples, or octets that were allocated. */
  record Shares(Map<String, Double> of, double all, Map<String, Double> frames) {
    double share(String part) {
      return all == 0 ? 0 : of.getOrDefault(part, 0.0) / all;
    }
  }

  private final Shares time;
  private final Shares allocation;

  private WhereTimeGoes(Shares time, Shares allocation) {
    this.time = time;
    this.allocation = allocation;
  }

  static WhereTimeGoes of(Path recording) throws IOException {
    Counter time = new Counter();
    Counter allocation = new Counter();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        switch (event.getEventType().getName()) {
          case "jdk.ExecutionSample" -> time.count(event, 1);
          case "jdk.ObjectAllocationSample" ->
              allocation.count(event, (double) event.getLong("weight"));
          default -> {
            // of something else
          }
        }
      }
    }
    return new WhereTimeGoes(time.shares(), allocation.shares());
  }

  static List<String> parts() {
    List<String> all = new ArrayList<>(PARTS.keySet());
    all.add(OTHER);
    return all;
  }

  Shares time() {
    return time;
  }

  Shares allocation() {
    return allocation;
  }

  /** The frames that cost most, for a closer look. */
  static List<String> most(Shares shares, int number) {
    return shares.frames().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(number)
        .map(each -> "%5.1f %%  %s".formatted(each.getValue() * 100 / shares.all(), each.getKey()))
        .toList();
  }

  private static final class Counter {
    private final Map<String, Double> parts = new HashMap<>();
    private final Map<String, Double> frames = new HashMap<>();
    private double all;

    void count(RecordedEvent event, double weight) {
      if (event.getStackTrace() == null || event.getStackTrace().getFrames().isEmpty()) {
        return;
      }
      all += weight;
      for (RecordedFrame frame : event.getStackTrace().getFrames()) {
        String type = frame.getMethod().getType().getName();
        for (Map.Entry<String, List<String>> part : PARTS.entrySet()) {
          if (part.getValue().stream().anyMatch(type::startsWith)) {
            add(part.getKey(), type + "." + frame.getMethod().getName(), weight);
            return;
          }
        }
      }
      RecordedFrame top = event.getStackTrace().getFrames().get(0);
      add(OTHER, top.getMethod().getType().getName() + "." + top.getMethod().getName(), weight);
    }

    private void add(String part, String frame, double weight) {
      parts.merge(part, weight, Double::sum);
      frames.merge(part + ": " + frame, weight, Double::sum);
    }

    Shares shares() {
      return new Shares(parts, all, frames);
    }
  }
}
