package io.tollgate.bench;

import io.tollgate.msrp.codec.FrameFuzzer;
import io.tollgate.msrp.session.SplitFuzzer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/**
 * {@code deploy/bench fuzz}: at least a million inputs that are nearly MSRP, each decoded whole and
 * cut anywhere; then messages in segments that end anywhere, over sockets, beside hostile peers.
 * Half a minute each, or what {@code -Dbench.minutes=60} says in all.
 */
public final class FuzzBench {
  private static final long LEAST = 1_000_000;

  private FuzzBench() {}

  public static void main(String[] args) throws Exception {
    long seed = Long.getLong("bench.seed", System.nanoTime());
    long half = Duration.ofMinutes(Integer.getInteger("bench.minutes", 1)).toNanos() / 2;
    System.out.printf("seed %d; -Dbench.seed repeats it%n", seed);
    // each hostile peer is a line of INFO
    Configurator.setRootLevel(Level.WARN);
    Configurator.setAllLevels("io.tollgate", Level.WARN);
    Queue<String> warnings = warnings();
    System.out.println("decoder: " + decode(seed, half));
    System.out.println("server: " + split(seed, half));
    if (!warnings.isEmpty()) {
      System.out.println("FAILED: something escaped: " + warnings);
      System.exit(1);
    }
    System.out.println("PASSED: nothing escaped, nothing was changed, every message counted once");
    System.exit(0);
  }

  private static String decode(long seed, long nanos) {
    FrameFuzzer fuzzer = new FrameFuzzer(seed);
    long start = System.nanoTime();
    long inputs = 0;
    while (inputs < LEAST || System.nanoTime() - start < nanos) {
      String fault = fuzzer.run();
      inputs++;
      if (!fault.isEmpty()) {
        System.out.printf("FAILED: seed %d, input %d: %s%n", seed, inputs, fault);
        System.exit(1);
      }
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory() >> 20;
    return "%d inputs in %d s, whole and cut, with the same outcome; %d MiB in use at the end"
        .formatted(inputs, seconds(start), used);
  }

  private static String split(long seed, long nanos) throws Exception {
    long start = System.nanoTime();
    try (SplitFuzzer fuzzer = new SplitFuzzer(seed)) {
      do {
        fuzzer.round();
      } while (System.nanoTime() - start < nanos);
      return seconds(start) + " s: " + fuzzer.summary();
    }
  }

  private static long seconds(long start) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
  }

  /** What the server, or Netty, found worth a warning: leaks and exceptions that nobody caught. */
  private static Queue<String> warnings() {
    Queue<String> found = new ConcurrentLinkedQueue<>();
    AbstractAppender appender =
        new AbstractAppender("escaped", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(Level.WARN) && found.size() < 10) {
              found.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
            }
          }
        };
    appender.start();
    LoggerContext.getContext(false)
        .getConfiguration()
        .getRootLogger()
        .addAppender(appender, Level.WARN, null);
    return found;
  }
}
