package io.tollgate.diameter.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check saw.
 *
 * @param address where the peer was spoken to
 * @param profile its name and title
 * @param changes lines of a profile under which the peer took everything else; in their order
 * @param unknown what the check could not find out
 */
public record CheckReport(
    String peer,
    String address,
    String profile,
    Instant when,
    List<Step> steps,
    List<Finding> findings,
    List<String> changes,
    List<String> unknown) {

  public CheckReport {
    steps = List.copyOf(steps);
    findings = List.copyOf(findings);
    changes = List.copyOf(changes);
    unknown = List.copyOf(unknown);
  }

  /** Everything was taken as the profile has it. */
  public boolean isGreen() {
    return steps.stream().allMatch(step -> step.verdict() == Verdict.TAKEN);
  }

  /** How a step ended. */
  public enum Verdict {
    TAKEN("taken"),
    TAKEN_IF_CHANGED("taken with the changes below"),
    DENIED("understood, but denied"),
    REFUSED("refused"),
    UNANSWERED("no answer"),
    NOT_RUN("not run");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /**
   * One exchange.
   *
   * @param clause what it is by
   * @param result Result-Code of the last answer; 0 for none
   * @param note what else there is to say
   * @param sent the AVPs of the request, a line each
   */
  public record Step(
      String name,
      String clause,
      Verdict verdict,
      long result,
      @Nullable String note,
      List<String> sent,
      Duration took) {

    public Step {
      sent = List.copyOf(sent);
    }
  }

  /**
   * Something that the peer does not take.
   *
   * @param step in which it showed first
   * @param avp the innermost that Failed-AVP names, with the groups around it; null where the
   *     answer names none
   * @param value what was sent there
   * @param message Error-Message
   * @param lines of the profile that change it
   * @param proven whether the peer took the request with them
   * @param settings what cannot be tried: values that only the charging department knows, settings
   *     outside the profile
   */
  public record Finding(
      String step,
      long result,
      @Nullable String avp,
      @Nullable String value,
      @Nullable String message,
      List<String> lines,
      boolean proven,
      List<String> settings) {

    public Finding {
      lines = List.copyOf(lines);
      settings = List.copyOf(settings);
    }
  }
}
