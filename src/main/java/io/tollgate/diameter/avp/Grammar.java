package io.tollgate.diameter.avp;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which AVPs a command or a grouped AVP may contain, and how often (RFC 6733 3.2). A grammar that
 * is open also takes AVPs without a rule ({@code * [ AVP ]}).
 */
public final class Grammar {
  /** No rules at all: the content of non-grouped AVPs and of Failed-AVP. */
  public static final Grammar ANY = open();

  private final List<Rule> rules;
  private final boolean open;

  /** Code and vendor of each rule in one number: looking a rule up is the decoder's inner loop. */
  private final long[] keys;

  private Grammar(List<Rule> rules, boolean open) {
    this.rules = rules;
    this.open = open;
    this.keys =
        rules.stream().mapToLong(rule -> key(rule.avp().code(), rule.avp().vendor())).toArray();
  }

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
    return new Grammar(Stream.concat(Stream.of(first), rules.stream()).toList(), open);
  }

  public List<Rule> rules() {
    return rules;
  }

  boolean isOpen() {
    return open;
  }

  /** The index of the rule for the AVP, or -1. */
  int ruleOf(int code, int vendor) {
    long wanted = key(code, vendor);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static long key(int code, int vendor) {
    return (long) vendor << 32 | Integer.toUnsignedLong(code);
  }
}
