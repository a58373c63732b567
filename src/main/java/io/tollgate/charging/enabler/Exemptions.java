package io.tollgate.charging.enabler;

import io.tollgate.charging.record.Parties;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What nothing is charged for: patterns of the called party's URI, with {@code *} for any text
 * ({@code urn:service:sos*}, {@code sip:care@*}). They hold where a trusted sender's request goes
 * by the operator's choice: else whoever writes such a URI, and a route to a friend, calls for
 * free.
 */
public final class Exemptions {

  public static final Exemptions NONE = new Exemptions(List.of());

  private final List<String> patterns;
  private final List<Pattern> compiled;

  public Exemptions(List<String> patterns) {
    this.patterns = List.copyOf(patterns);
    this.compiled = patterns.stream().map(Exemptions::compile).toList();
  }

  private static Pattern compile(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (String literal : pattern.strip().split("\\*", -1)) {
      if (regex.length() > 0) {
        regex.append(".*");
      }
      regex.append(literal.isEmpty() ? "(?:)" : Pattern.quote(literal));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }

  boolean covers(Parties parties) {
    return parties.operatorRouted()
        && compiled.stream().anyMatch(pattern -> pattern.matcher(parties.called()).matches());
  }

  @Override
  public String toString() {
    return patterns.toString();
  }
}
