package io.tollgate.bench.measure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line {@code RATIO name median (least greatest)} of a benchmark; the spread may be missing. */
record Ratio(String name, String median, String least, String greatest) {
  private static final Pattern LINE =
      Pattern.compile("RATIO (\\S+) (\\S+)(?: \\((\\S+) (\\S+)\\))?.*");

  static Optional<Ratio> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Ratio(
                matcher.group(1), matcher.group(2), or(matcher.group(3)), or(matcher.group(4))))
        : Optional.empty();
  }

  private static String or(String text) {
    return text == null ? "" : text;
  }

  /** Cells of a Markdown table, with the bound and whether it holds. */
  String row() {
    Optional<Bound> bound = Bound.of(name);
    return String.join(
        " | ",
        "`" + name + "`",
        median,
        least,
        greatest,
        bound.map(Bound::text).orElse(""),
        bound.map(each -> each.holds(Double.parseDouble(median)) ? "yes" : "**no**").orElse(""));
  }
}
