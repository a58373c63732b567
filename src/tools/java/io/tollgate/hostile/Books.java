package io.tollgate.hostile;

import io.tollgate.lab.Lab;
import io.tollgate.lab.cdf.CallDetail;
import io.tollgate.lab.cdf.Column;
import io.tollgate.lab.ocs.CreditSession;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Who used what, beside what CDF and OCS hold. */
final class Books {
  private final Map<String, Integer> owed = new ConcurrentHashMap<>();
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private volatile boolean others;

  /** Sessions and messages that somebody has to pay for. */
  void owes(String payer, int more) {
    owed.merge(payer, more, Integer::sum);
  }

  /** Somebody who sends at random pays for what comes of it, however much it is. */
  void owesAnything(String payer) {
    open.add(payer);
  }

  /** From now on whoever is believed says anything: payers that nobody named may be there. */
  void owedByOthersToo() {
    others = true;
  }

  /** What differs; empty if nothing does. */
  String compare(Lab lab) {
    StringBuilder differences = new StringBuilder();
    Map<String, Integer> offline = new TreeMap<>();
    for (CallDetail detail : lab.cdrs().sessions()) {
      offline.merge(detail.last().get(Column.SUBSCRIBER), 1, Integer::sum);
      if (!detail.isFinished() || !detail.isWhole()) {
        differences.append("CDF: ").append(detail.types()).append(" of one session; ");
      }
    }
    differ(differences, "CDF", offline);
    Map<String, Integer> online = new TreeMap<>();
    for (CreditSession session : lab.ocs().engine().sessions()) {
      online.merge(session.account().name(), 1, Integer::sum);
      if (session.isOpen() || session.account().reserved() != 0) {
        differences
            .append("OCS: a session of ")
            .append(session.account().name())
            .append(session.isOpen() ? " is open; " : " reserves; ");
      }
    }
    differ(differences, "OCS", online);
    return differences.toString();
  }

  private void differ(StringBuilder differences, String where, Map<String, Integer> found) {
    Map<String, Integer> all = new TreeMap<>(owed);
    if (!others) {
      found.forEach((payer, sessions) -> all.putIfAbsent(payer, 0));
    }
    all.forEach(
        (payer, wanted) -> {
          int sessions = found.getOrDefault(payer, 0);
          if (sessions != wanted && !open.contains(payer)) {
            differences
                .append(where)
                .append(" holds ")
                .append(sessions)
                .append(" of ")
                .append(payer)
                .append(" (expected: ")
                .append(wanted)
                .append("); ");
          }
        });
  }
}
