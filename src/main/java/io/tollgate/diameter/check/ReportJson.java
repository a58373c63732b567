package io.tollgate.diameter.check;

import io.tollgate.journal.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report for programs (RFC 8259). */
public final class ReportJson {
  private ReportJson() {}

  public static String of(CheckReport report) {
    return object(
            field("peer", text(report.peer())),
            field("address", text(report.address())),
            field("profile", text(report.profile())),
            field("when", text(report.when().toString())),
            field("green", Boolean.toString(report.isGreen())),
            field("steps", array(report.steps().stream().map(ReportJson::step).toList())),
            field("findings", array(report.findings().stream().map(ReportJson::finding).toList())),
            field("changes", texts(report.changes())),
            field("unknown", texts(report.unknown())))
        + "\n";
  }

  private static String step(CheckReport.Step step) {
    return object(
        field("name", text(step.name())),
        field("clause", text(step.clause())),
        field("verdict", text(step.verdict().name())),
        field("result", Long.toString(step.result())),
        field("note", text(step.note())),
        field("milliseconds", Long.toString(step.took().toMillis())),
        field("sent", texts(step.sent())));
  }

  private static String finding(CheckReport.Finding finding) {
    return object(
        field("step", text(finding.step())),
        field("result", Long.toString(finding.result())),
        field("resultName", text(ResultName.of(finding.result()))),
        field("avp", text(finding.avp())),
        field("value", text(finding.value())),
        field("message", text(finding.message())),
        field("lines", texts(finding.lines())),
        field("proven", Boolean.toString(finding.proven())),
        field("settings", texts(finding.settings())));
  }

  private static String field(String name, String value) {
    return text(name) + ":" + value;
  }

  private static String object(String... fields) {
    return "{" + String.join(",", fields) + "}";
  }

  private static String texts(List<String> texts) {
    List<String> quoted = new ArrayList<>();
    texts.forEach(one -> quoted.add(text(one)));
    return array(quoted);
  }

  private static String array(List<String> values) {
    return "[" + String.join(",", values) + "]";
  }

  private static String text(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    StringBuilder out = new StringBuilder(text.length() + 2);
    JsonText.quote(out, text);
    return out.toString();
  }
}
