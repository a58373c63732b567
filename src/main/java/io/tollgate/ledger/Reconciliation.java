package io.tollgate.ledger;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.UnitType;
import io.tollgate.ledger.RequestRow.Amount;
import io.tollgate.ledger.RequestRow.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the media plane counted with what became of it: used = acknowledged + dead letters
 * + lost by a policy, for every session and rating group.
 *
 * @param usage one row for each interface, rating group and unit
 * @param waiting answers are still to come
 * @param difference what does not add up, and its likely cause; null if nothing
 */
record Reconciliation(List<UsageRow> usage, boolean waiting, @Nullable String difference) {
  private static final String RECORDS = "RECORDS";

  static Reconciliation of(Facts facts) {
    List<UsageRow> usage = new ArrayList<>();
    List<Line> offline =
        facts.lines().stream().filter(line -> line.where() == ChargingInterface.CH1).toList();
    if (!offline.isEmpty()) {
      records(offline, usage);
      counted(facts, offline, usage);
    }
    units(facts, usage);
    boolean waiting =
        facts.lines().stream().anyMatch(line -> !line.isProgress() && !line.state().isFinal());
    StringJoiner words = new StringJoiner("; ");
    for (UsageRow row : usage) {
      if (row.difference() != 0) {
        words.add(words(row) + ": " + cause(row, facts));
      }
    }
    return new Reconciliation(
        List.copyOf(usage), waiting, words.length() == 0 ? null : words.toString());
  }

  boolean isEven() {
    return !waiting && difference == null;
  }

  /**
   * What is known of a session that is over.
   *
   * @param counters of the media plane
   * @param arrived a one-time message got where it was to go
   * @param uncharged what of it went on although nobody charged it
   * @param blind something of it was not heard of here: the ledger's queue was full, or the server
   *     died
   */
  record Facts(
      List<Line> lines,
      MessageCounters counters,
      long seconds,
      boolean arrived,
      Uncharged uncharged,
      boolean blind) {

    long plane(UnitType unit) {
      return switch (unit) {
        case SERVICE_SPECIFIC -> counters.sent();
        case TOTAL_OCTETS -> counters.octetsIn() + counters.octetsOut();
        case INPUT_OCTETS -> counters.octetsIn();
        case OUTPUT_OCTETS -> counters.octetsOut();
        case TIME -> seconds;
      };
    }
  }

  /** Each record that was made; reports of progress may be replaced by later ones. */
  private static void records(List<Line> lines, List<UsageRow> usage) {
    List<Line> made = lines.stream().filter(line -> !line.isProgress()).toList();
    usage.add(
        new UsageRow(
            ChargingInterface.CH1,
            0,
            null,
            RECORDS,
            made.size(),
            made.size(),
            count(made, State.TAKEN),
            count(made, State.DEAD),
            count(made, State.DROPPED),
            made.stream().filter(line -> !line.state().isFinal()).count()));
  }

  private static long count(List<Line> lines, State state) {
    return lines.stream().filter(line -> line.state() == state).count();
  }

  /** Records count from the beginning of their session on: the last one that was taken counts. */
  private static void counted(Facts facts, List<Line> lines, List<UsageRow> usage) {
    List<Line> sessions = lines.stream().filter(line -> !line.isEvent()).toList();
    if (sessions.isEmpty()) {
      return;
    }
    counted(UnitType.SERVICE_SPECIFIC, facts, sessions, Line::messages, usage);
    counted(UnitType.TOTAL_OCTETS, facts, sessions, Line::octets, usage);
  }

  private static void counted(
      UnitType unit,
      Facts facts,
      List<Line> lines,
      java.util.function.ToLongFunction<Line> value,
      List<UsageRow> usage) {
    long reported = lines.stream().mapToLong(value).max().orElse(0);
    long used = facts.blind() ? reported : Math.max(facts.plane(unit), 0);
    if (used == 0 && reported == 0) {
      return;
    }
    long acknowledged = most(lines, value, State.TAKEN);
    Line last = lines.get(lines.size() - 1);
    long rest = Math.max(0, reported - acknowledged);
    boolean isDead = lines.stream().anyMatch(line -> line.state() == State.DEAD);
    boolean isDropped = lines.stream().anyMatch(line -> line.state() == State.DROPPED);
    usage.add(
        new UsageRow(
            ChargingInterface.CH1,
            0,
            null,
            unit.name(),
            used,
            reported,
            acknowledged,
            isDead && last.state().isFinal() ? rest : 0,
            !isDead && isDropped && last.state().isFinal() ? rest : 0,
            last.state().isFinal() ? 0 : rest));
  }

  private static long most(
      List<Line> lines, java.util.function.ToLongFunction<Line> value, State state) {
    return lines.stream().filter(line -> line.state() == state).mapToLong(value).max().orElse(0);
  }

  private record Key(long group, @Nullable Long service, UnitType unit) {}

  private static void units(Facts facts, List<UsageRow> usage) {
    Map<Key, Sum> sums = new LinkedHashMap<>();
    for (Line line : facts.lines()) {
      if (line.where() != ChargingInterface.CH2 || line.movesNoUnits()) {
        continue;
      }
      for (Amount amount : line.amounts()) {
        sums.computeIfAbsent(
                new Key(amount.group(), amount.service(), amount.unit()), key -> new Sum())
            .add(line, amount);
      }
    }
    sums.forEach(
        (key, sum) -> {
          if (sum.matters) {
            usage.add(sum.row(key, facts));
          }
        });
  }

  /** The requests about one rating group. */
  private static final class Sum {
    private long debits;
    private long refunds;
    private boolean isDebited;
    private long reported;
    private long acknowledged;
    private long dead;
    private long waiting;
    private boolean isSession;
    private boolean matters;

    void add(Line line, Amount amount) {
      matters |= amount.granted() > 0 || amount.used() > 0 || line.isEvent();
      if (line.isRefund()) {
        refunds += amount.taken();
        return;
      }
      isDebited |= line.isDebit();
      long units = line.isDebit() ? amount.requested() : amount.used();
      isSession |= !line.isDebit();
      long untaken = Math.max(0, units - amount.taken());
      acknowledged += amount.taken();
      debits += line.isDebit() ? amount.taken() : 0;
      dead += line.state() == State.DEAD ? untaken : 0;
      waiting += line.state().isFinal() ? 0 : untaken;
    }

    /** What is given back of an earlier session's debit was never taken in this one. */
    private void refund() {
      if (isDebited) {
        acknowledged -= refunds;
        debits -= refunds;
      }
    }

    UsageRow row(Key key, Facts facts) {
      refund();
      reported = acknowledged + dead + waiting;
      long used = isSession ? facts.plane(key.unit()) : facts.arrived() ? wanted() : 0;
      if (facts.blind()) {
        used = reported;
      }
      long rest = used - acknowledged - dead - waiting;
      long lost = facts.uncharged().covers(key.group()) && rest > 0 ? rest : 0;
      return new UsageRow(
          ChargingInterface.CH2,
          key.group(),
          key.service(),
          key.unit().name(),
          used,
          reported,
          acknowledged,
          dead,
          lost,
          waiting);
    }

    /** A message that arrived is worth its debit. */
    private long wanted() {
      return debits + dead + waiting;
    }
  }

  private static String words(UsageRow row) {
    long off = row.difference();
    String where = row.where() == ChargingInterface.CH1 ? "Rf" : "Ro, rating group " + row.group();
    String unit = row.unit().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    return off > 0
        ? "%s: %d %s of %d not acknowledged".formatted(where, off, unit, row.used())
        : "%s: %d %s more acknowledged than the %d that were used"
            .formatted(where, -off, unit, row.used());
  }

  private static String cause(UsageRow row, Facts facts) {
    if (row.waiting() > 0) {
      return row.where() == ChargingInterface.CH1
          ? "no answer of the CDF yet, the journal goes on"
          : "no answer of the OCS yet, the journal goes on";
    }
    List<Line> lines = facts.lines().stream().filter(line -> line.where() == row.where()).toList();
    if (row.difference() < 0) {
      return "reported twice, or taken although its message failed";
    }
    if (count(lines, State.LOST) > 0) {
      return "lost: neither delivered nor stored";
    }
    if (count(lines, State.UNANSWERED) > 0) {
      return "a request was not answered, and what it reported not reported again";
    }
    if (count(lines, State.REFUSED) > 0) {
      return "refused, and not kept as a dead letter";
    }
    return lines.stream().anyMatch(Line::isLast)
        ? "the last request reported less than was counted"
        : "no last request was made";
  }
}
