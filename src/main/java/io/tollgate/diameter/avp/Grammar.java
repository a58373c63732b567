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

  private final Avp[] avps;
  private final int[] least;
  private final int[] most;

  private Grammar(List<Rule> rules, boolean open) {
    this.rules = rules;
    this.open = open;
    this.keys =
        rules.stream().mapToLong(rule -> key(rule.avp().code(), rule.avp().vendor())).toArray();
    this.avps = rules.stream().map(Rule::avp).toArray(Avp[]::new);
    this.least = rules.stream().mapToInt(Rule::least).toArray();
    this.most = rules.stream().mapToInt(Rule::most).toArray();
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

  int size() {
    return keys.length;
  }

  Avp avp(int rule) {
    return avps[rule];
  }

  int least(int rule) {
    return least[rule];
  }

  int most(int rule) {
    return most[rule];
  }

  /**
   * The index of the rule for the AVP, or -1.
   *
   * @param from where to begin: AVPs mostly come in the order of the rules
   */
  int ruleOf(int code, int vendor, int from) {
    long wanted = key(code, vendor);
    for (int i = from; i < keys.length; i++) {
      if (keys[i] == wanted) {
        return i;
      }
    }
    for (int i = 0; i < from; i++) {
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
