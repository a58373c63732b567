package io.tollgate.console.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the server does, in the numbers of its metrics; NaN where one is not known.
 *
 * @param state {@code ready}, {@code warming up}, {@code draining}
 * @param problem why no call would be let in or charged; empty if nothing is wrong
 */
public record Overview(
    String version,
    String state,
    String problem,
    Calls calls,
    Setup setup,
    Services services,
    Messages messages,
    List<Peer> peers,
    Journal journal,
    List<Alarm> alarms) {

  /** What is up now. */
  public record Calls(
      double openSessions,
      double sipSessions,
      double legs,
      double conferences,
      double creditSessions,
      double refusedByOverload) {}

  /** From a session's INVITE to its answer, charging included, since the start. */
  public record Setup(double measured, double meanMillis, double p50Millis, double p95Millis) {}

  /**
   * What was sold since the start.
   *
   * @param outcomes how many sessions and messages went how
   */
  public record Services(
      Map<String, Long> outcomes, double refused, double cut, double uncharged) {}

  /** The media plane. */
  public record Messages(
      double sessions, double parties, double connections, double queuedOctets) {}

  /**
   * One Diameter peer.
   *
   * @param held an operator has taken it down
   * @param answers how many of each result code
   */
  public record Peer(
      String host,
      List<String> interfaces,
      String state,
      boolean held,
      int outstanding,
      double requests,
      double resends,
      double unanswered,
      double meanMillis,
      Map<String, Long> answers) {}

  /** Records that wait, and those that nobody takes. */
  public record Journal(
      boolean on,
      double pending,
      double openSessions,
      double deadLetters,
      double oldestSeconds,
      double buffered,
      double fill,
      double acknowledged,
      double retransmitted,
      double refused,
      double dropped) {}

  /**
   * One that is on.
   *
   * @param id as the catalogue and Prometheus have it
   * @param acknowledgedBy null while nobody has taken note of it
   */
  public record Alarm(
      String id,
      String name,
      String severity,
      String meaning,
      String effect,
      String text,
      String whatToDo,
      Instant since,
      @Nullable String acknowledgedBy,
      @Nullable Instant acknowledgedAt) {}
}
