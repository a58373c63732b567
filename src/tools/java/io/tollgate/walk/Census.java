package io.tollgate.walk;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How many objects of each class of the server, its container and its stack are alive: what a walk
 * leaves behind shows in the number of something, long before it shows in the heap. The lab and the
 * walks themselves keep what they have to.
 */
final class Census {
  private static final Pattern LINE = Pattern.compile(" *\\d+: +(\\d+) +(\\d+) +(\\S+)(?: .*)?");
  private static final Pattern COUNTED =
      Pattern.compile(
          "\\[*L?(?:io\\.tollgate\\.(?!lab|walk|harness)"
              + "|org\\.mobicents\\.|gov\\.nist\\.javax\\.sip\\."
              + "|io\\.netty\\.channel\\.|java\\.util\\.concurrent\\.ScheduledThreadPool"
              + "|java\\.util\\.TimerTask|java\\.lang\\.Thread$).*");

  /** What is remembered of the latest hosts, senders and calls, each with a bound of its own. */
  private static final Pattern REMEMBERED =
      Pattern.compile(
          "io\\.tollgate\\.(?:console\\.(?:callflow\\..*|view\\.DiameterTape.*)"
              + "|trust\\.Reflection\\$Account"
              + "|content\\.FreeRate|rate\\.TokenBucket)");

  private final Map<String, Long> instances = new TreeMap<>();
  private long octets;

  private Census() {}

  /** Collects garbage first. */
  static Census take() {
    try {
      Object text =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      return read(text.toString());
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  static Census read(String histogram) {
    Census census = new Census();
    for (String line : histogram.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        census.octets += Long.parseLong(matcher.group(2));
        String name = matcher.group(3);
        if (COUNTED.matcher(name).matches() && !REMEMBERED.matcher(name).matches()) {
          census.instances.merge(name, Long.parseLong(matcher.group(1)), Long::sum);
        }
      }
    }
    return census;
  }

  /** All that is alive, of whatever class. */
  long octets() {
    return octets;
  }

  /**
   * Each class of which there are more than before, as {@code io.tollgate.sip.leg.Leg 20 -> 2520}.
   *
   * @param most so many more are pools and caches that have grown to their size
   */
  List<String> grown(Census before, long most) {
    List<String> grown = new ArrayList<>();
    instances.forEach(
        (name, count) -> {
          long former = before.instances.getOrDefault(name, 0L);
          if (count - former > most) {
            grown.add(name + " " + former + " -> " + count);
          }
        });
    return grown;
  }
}
