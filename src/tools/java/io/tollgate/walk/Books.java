package io.tollgate.walk;

import io.tollgate.lab.Lab;
import io.tollgate.lab.cdf.CallDetail;
import io.tollgate.lab.cdf.Column;
import io.tollgate.lab.cdf.RecordType;
import io.tollgate.lab.ocs.CreditSession;
import io.tollgate.walk.model.Cost;
import io.tollgate.walk.model.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What CDF and OCS hold, by the user who pays, beside what the model says was used. */
final class Books {
  private final Map<String, List<CallDetail>> offline = new HashMap<>();
  private final Map<String, List<CreditSession>> online = new HashMap<>();

  private Books() {}

  /** As they are now. */
  static Books of(Lab lab) {
    Books books = new Books();
    for (CallDetail detail : lab.cdrs().sessions()) {
      books
          .offline
          .computeIfAbsent(user(detail.last().get(Column.SUBSCRIBER)), key -> new ArrayList<>())
          .add(detail);
    }
    for (CreditSession session : lab.ocs().engine().sessions()) {
      books
          .online
          .computeIfAbsent(user(session.account().name()), key -> new ArrayList<>())
          .add(session);
    }
    return books;
  }

  private static String user(String uri) {
    return uri.replaceFirst("^sips?:", "").replaceFirst("[@ ].*", "");
  }

  /** What differs between the books and what these users have to pay, as sentences. */
  List<String> compare(Terms terms, List<String> users, List<Cost> bill) {
    List<String> differences = new ArrayList<>();
    for (String user : users) {
      List<Cost> owed = bill.stream().filter(cost -> cost.payer().equals(user)).toList();
      if (terms.charging().isOffline()) {
        List<CallDetail> found = offline.getOrDefault(user, List.of());
        List<String> described = found.stream().map(Books::describe).toList();
        differ(differences, "CDF holds of " + user, owed, Cost::records, described);
      } else if (offline.containsKey(user)) {
        differences.add("CDF holds something of " + user);
      }
      if (terms.charging().isOnline()) {
        List<String> described =
            online.getOrDefault(user, List.of()).stream().map(Books::describe).toList();
        differ(differences, "OCS holds of " + user, owed, Cost::requests, described);
      } else if (online.containsKey(user)) {
        differences.add("OCS holds something of " + user);
      }
    }
    return differences;
  }

  private static void differ(
      List<String> differences,
      String where,
      List<Cost> owed,
      Function<Cost, Pattern> wanted,
      List<String> found) {
    List<Cost> whole = owed.stream().filter(cost -> wanted.apply(cost) != Cost.NOTHING).toList();
    List<Cost> certain = whole.stream().filter(Cost::certain).toList();
    // What has to be there is, and what is there belongs to something: then both hold at once
    // (Mendelsohn and Dulmage).
    if (!Pairs.each(certain, found, (cost, each) -> isOf(each, wanted.apply(cost)))
        || !Pairs.each(found, whole, (each, cost) -> isOf(each, wanted.apply(cost)))) {
      List<String> expected =
          whole.stream()
              .map(cost -> (cost.certain() ? "" : "perhaps ") + wanted.apply(cost))
              .toList();
      differences.add(where + ": " + found + " (expected: " + expected + ")");
    }
  }

  private static boolean isOf(String found, Pattern wanted) {
    return wanted.matcher(found).matches();
  }

  private static String describe(CallDetail detail) {
    boolean gaps = false;
    List<Long> numbers = detail.numbers();
    for (int i = 1; i < numbers.size(); i++) {
      gaps |= numbers.get(i) != numbers.get(i - 1) + 1;
    }
    String sent = detail.last().get(Column.SENT);
    boolean counted = detail.types().size() > 1 && !sent.isEmpty() && !sent.equals("0");
    return words(detail.types())
        + (counted ? " sent " + sent : "")
        + (detail.isWhole() ? "" : ", not whole")
        + (gaps ? " with gaps " + numbers : "")
        + (detail.duplicates() > 0 ? " and repeated" : "");
  }

  private static String words(List<RecordType> types) {
    return String.join(" ", types.stream().map(RecordType::name).toList());
  }

  private static String describe(CreditSession session) {
    List<Long> numbers = session.numbers();
    boolean whole = true;
    for (int i = 0; i < numbers.size(); i++) {
      whole &= numbers.get(i) == i;
    }
    long reserved = session.account().reserved();
    long used = session.used().values().stream().mapToLong(units -> units.messages()).sum();
    return (whole ? Integer.toString(numbers.size()) : numbers.toString())
        + (used > 0 && numbers.size() > 1 ? " used " + used : "")
        + (session.isOpen() ? ", open" : "")
        + (reserved == 0 ? "" : ", holds " + reserved)
        + (session.duplicates() > 0 ? ", repeated" : "");
  }
}
