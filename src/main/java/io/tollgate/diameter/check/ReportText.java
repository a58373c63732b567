package io.tollgate.diameter.check;

import io.tollgate.diameter.check.CheckReport.Finding;
import io.tollgate.diameter.check.CheckReport.Step;
import io.tollgate.diameter.check.CheckReport.Verdict;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A report for people. */
public final class ReportText {
  private ReportText() {}

  /**
   * @param withAvps every AVP that was sent, too
   */
  public static String of(CheckReport report, boolean withAvps) {
    StringBuilder out = new StringBuilder(4096);
    out.append("Check of ").append(report.peer()).append(" at ").append(report.address());
    out.append("\nprofile ").append(report.profile());
    out.append("\n").append(report.when().truncatedTo(ChronoUnit.SECONDS)).append("\n\n");
    for (Step step : report.steps()) {
      step(out, step, withAvps);
    }
    if (!report.findings().isEmpty()) {
      out.append("\nWhat it does not take\n");
      report.findings().forEach(finding -> finding(out, finding));
    }
    if (!report.changes().isEmpty()) {
      out.append("\nLines for the profile, with which it took the requests above\n");
      report.changes().forEach(line -> out.append("  ").append(line).append('\n'));
    }
    if (!report.unknown().isEmpty()) {
      out.append("\nWhat could not be known\n");
      report.unknown().forEach(one -> out.append("  ").append(one).append('\n'));
    }
    return out.append('\n').append(verdict(report)).append('\n').toString();
  }

  private static String verdict(CheckReport report) {
    long taken = report.steps().stream().filter(step -> step.verdict() == Verdict.TAKEN).count();
    return "check-peer: %d of %d taken, %d findings, %d changes of the profile"
        .formatted(taken, report.steps().size(), report.findings().size(), report.changes().size());
  }

  private static void step(StringBuilder out, Step step, boolean withAvps) {
    String result = step.result() == 0 ? "" : step.result() + " " + ResultName.of(step.result());
    out.append(
        "%-46s %-30s %s".formatted(step.name(), step.verdict().text(), result).stripTrailing());
    if (!step.took().isZero()) {
      out.append(" in ").append(step.took().toMillis()).append(" ms");
    }
    if (step.note() != null) {
      out.append(" (").append(step.note()).append(')');
    }
    out.append('\n');
    if (withAvps) {
      step.sent().forEach(line -> out.append("    ").append(line).append('\n'));
    }
  }

  private static void finding(StringBuilder out, Finding finding) {
    out.append("  ").append(finding.step()).append(": ");
    if (finding.result() != 0) {
      out.append(finding.result()).append(' ').append(ResultName.of(finding.result()));
    }
    out.append('\n');
    line(out, "AVP", finding.avp());
    line(out, "sent", finding.value());
    line(out, "says", finding.message());
    for (String line : finding.lines()) {
      line(out, finding.proven() ? "taken with" : "perhaps", line);
    }
    finding.settings().forEach(setting -> line(out, "setting", setting));
  }

  private static void line(StringBuilder out, String label, @Nullable String text) {
    if (text != null) {
      out.append("    %-10s %s%n".formatted(label, text.replaceAll("\\p{Cntrl}", "?")));
    }
  }
}
