package io.tollgate.charging.enabler;

import io.tollgate.charging.UriPattern;
import io.tollgate.charging.record.Parties;
import java.util.List;

/**
 * What nothing is charged for: patterns of the called party's URI, with {@code *} for any text
 * ({@code urn:service:sos*}, {@code sip:care@*}). They hold where a trusted sender's request goes
 * by the operator's choice: else whoever writes such a URI, and a route to a friend, calls for
 * free.
 */
public final class Exemptions {

  public static final Exemptions NONE = new Exemptions(List.of());

  private final List<UriPattern> patterns;

  public Exemptions(List<String> patterns) {
    this.patterns = patterns.stream().map(UriPattern::new).toList();
  }

  boolean covers(Parties parties) {
    return parties.operatorRouted()
        && patterns.stream().anyMatch(pattern -> pattern.matches(parties.called()));
  }

  @Override
  public String toString() {
    return patterns.toString();
  }
}
