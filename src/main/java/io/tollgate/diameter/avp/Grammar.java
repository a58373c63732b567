package io.tollgate.diameter.avp;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which AVPs a command or a grouped AVP may contain, and how often (RFC 6733 3.2).
 *
 * @param extensible whether AVPs without a rule are welcome ({@code * [ AVP ]})
 */
public record Grammar(List<Rule> rules, boolean extensible) {

  /** No rules at all: the content of non-grouped AVPs and of Failed-AVP. */
  public static final Grammar ANY = new Grammar(List.of(), true);

  /** One line of a grammar: an AVP with the least and the greatest number of occurrences. */
  public record Rule(Avp avp, int least, int most) {}

  public static Rule one(Avp avp) {
    return new Rule(avp, 1, 1);
  }

  public static Rule maybe(Avp avp) {
    return new Rule(avp, 0, 1);
  }

  public static Rule any(Avp avp) {
    return new Rule(avp, 0, Integer.MAX_VALUE);
  }

  /** A grammar that also takes other AVPs, as nearly every one does. */
  public static Grammar open(Rule... rules) {
    return new Grammar(List.of(rules), true);
  }

  /** A grammar that takes nothing else. */
  public static Grammar closed(Rule... rules) {
    return new Grammar(List.of(rules), false);
  }

  /** This grammar with more rules before its own. */
  public Grammar after(Rule... first) {
    return new Grammar(Stream.concat(Stream.of(first), rules.stream()).toList(), extensible);
  }
}
