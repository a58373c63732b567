package io.tollgate.ledger;

import io.tollgate.charging.record.UnitType;
import io.tollgate.ledger.RequestRow.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The amounts of a request in one column, a line each: group, service or {@code -}, unit, then what
 * was requested, used, granted and taken.
 */
final class AmountText {
  private static final int WORDS = 7;

  private AmountText() {}

  static String write(List<Amount> amounts) {
    return amounts.stream()
        .map(
            amount ->
                amount.group()
                    + " "
                    + (amount.service() == null ? "-" : amount.service())
                    + " "
                    + amount.unit()
                    + " "
                    + amount.requested()
                    + " "
                    + amount.used()
                    + " "
                    + amount.granted()
                    + " "
                    + amount.taken())
        .collect(Collectors.joining("\n"));
  }

  static List<Amount> read(String text) {
    List<Amount> amounts = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length == WORDS) {
        amounts.add(
            new Amount(
                Long.parseLong(words[0]),
                words[1].equals("-") ? null : Long.valueOf(words[1]),
                UnitType.valueOf(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6])));
      }
    }
    return amounts;
  }
}
