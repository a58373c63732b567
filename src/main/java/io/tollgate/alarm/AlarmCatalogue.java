package io.tollgate.alarm;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Every alarm: what it means to an operator, what to do, and by which metric it is seen. Those of
 * the journal are lines of the log as well, {@code ALARM} when raised and {@code CLEAR} when over.
 */
public enum AlarmCatalogue {
  DISK_FAILED(
      Severity.CRITICAL,
      journal("DISK_FAILED"),
      "0s",
      "The journal's disk cannot be written.",
      "New records are in memory only; a kill of the server loses them.",
      "Free the disk or mend it (`df`, `dmesg`). The server writes again by itself; do not restart"
          + " it before the alarm has cleared.",
      "The first write that succeeds."),
  FILE_DAMAGED(
      Severity.CRITICAL,
      journal("FILE_DAMAGED"),
      "0s",
      "The journal's file was damaged and has been set aside; what could be read was saved.",
      "Records that could not be read are lost unless the charging system has them.",
      "Keep the file that the log names; compare it with the books of CDF and OCS.",
      "The next start with a sound file."),
  REDO_DAMAGED(
      Severity.MAJOR,
      journal("REDO_DAMAGED"),
      "0s",
      "Records that a former process had not brought to the journal were damaged; the file is"
          + " kept.",
      "The records within the damaged part may be lost.",
      "Keep the file that the log names; look for the sessions of that moment at the CDF.",
      "The next start with sound files."),
  RECORDS_COLLIDE(
      Severity.MAJOR,
      journal("RECORDS_COLLIDE"),
      "0s",
      "Two records have the same session and number and say different things.",
      "Both are kept; one of them waits for a decision.",
      "`bin/tollgate journal show SESSION`; two servers with one identity are the usual cause.",
      "The next start."),
  RECORDS_LOST(
      Severity.CRITICAL,
      journal("RECORDS_LOST"),
      "0s",
      "The buffer for records is full while the disk fails.",
      "Records are lost: service is given away.",
      "Mend the disk at once, or drain the server (`bin/tollgate drain`).",
      "Room in the buffer."),
  RECORD_UNWRITABLE(
      Severity.MAJOR,
      journal("RECORD_UNWRITABLE"),
      "0s",
      "A record has a form that cannot be written.",
      "That record is lost; those after it are not.",
      "Report it with the line of the log: it is a defect of the server.",
      "The next start."),
  USAGE_NOT_KEPT(
      Severity.MINOR,
      journal("USAGE_NOT_KEPT"),
      "0s",
      "The file of usage counters cannot be written.",
      "After a crash, usage since each session's last checkpoint is not charged.",
      "Look at the disk and the rights of `storage.directory`.",
      "The first write that succeeds."),
  BACKLOG_HIGH(
      Severity.MAJOR,
      journal("BACKLOG_HIGH"),
      "0s",
      "The journal holds 70 % of what it may.",
      "Nothing yet; at 100 % interim records and events are given up.",
      "Bring the CDF back, or give the journal more room (`journal.` settings).",
      "Less than 70 %."),
  BACKLOG_CRITICAL(
      Severity.CRITICAL,
      journal("BACKLOG_CRITICAL"),
      "0s",
      "The journal holds 90 % of what it may.",
      "Soon interim records and events are given up.",
      "Bring the CDF back now, or give the journal more room.",
      "Less than 90 %."),
  RECORDS_DROPPED(
      Severity.CRITICAL,
      journal("RECORDS_DROPPED"),
      "0s",
      "The journal was full, or records were too old: interim records or events were given up.",
      "Lost by policy, and counted: `tollgate_journal_dropped_total`.",
      "As for a critical backlog.",
      "The next start."),
  DEAD_LETTERS(
      Severity.MAJOR,
      journal("DEAD_LETTERS"),
      "0s",
      "A charging function refused records for good.",
      "They are kept and not charged until somebody decides.",
      "`bin/tollgate journal list dead`, then mend what the code names and `journal requeue`.",
      "No dead letters any more."),
  DELIVERY_STOPPED(
      Severity.MAJOR,
      journal("DELIVERY_STOPPED"),
      "0s",
      "No charging function takes records.",
      "They are stored and sent later; offline charging goes on.",
      "Look at the CDF and the way to it; `tollgate_diameter_peer_state` tells each peer's state.",
      "The first record that is taken."),
  LEDGER_DIFFERENCE(
      Severity.MAJOR,
      "tollgate_ledger_different > 0",
      "0s",
      "What sessions used is not what was acknowledged, kept as dead letters or lost by a policy.",
      "Service may be given away, or charged twice; the likely cause stands with each session.",
      "`bin/tollgate ledger search --different`, then `ledger show` of one. While a charging"
          + " function is away, sessions wait for it and clear by themselves.",
      "No session differs any more."),
  HISTORY_FAILED(
      Severity.MINOR,
      "tollgate_ledger_failing == 1",
      "1m",
      "The history of sessions cannot be written.",
      "Calls and charging go on; what happens meanwhile may be missing in the history.",
      "Look at the disk and the rights of `storage.directory`.",
      "The first write that succeeds."),
  HISTORY_MISSED(
      Severity.MINOR,
      "increase(tollgate_ledger_missed_total[10m]) > 0",
      "0s",
      "Events came faster than the history could be written.",
      "Calls and charging go on; some sessions are incomplete in the history.",
      "A slow disk is the usual cause; `ledger.queue` gives more room.",
      "Nothing missed for ten minutes."),
  HISTORY_DAMAGED(
      Severity.MINOR,
      "tollgate_ledger_damaged == 1",
      "0s",
      "The history's file was damaged and has been set aside.",
      "History begins anew; what was charged is not touched.",
      "Keep the file that the log names; look at the disk (`dmesg`).",
      "The next start with a sound file."),
  DEFERRED_DAMAGED(
      Severity.MAJOR,
      "tollgate_deferred_damaged == 1",
      "0s",
      "The file of deferred messages was damaged and has been set aside; what could be read was"
          + " saved.",
      "Messages that could not be read are not delivered.",
      "Keep the file that the log names; look at the disk (`dmesg`).",
      "The next start with a sound file."),
  CDR_FAILED(
      Severity.MAJOR,
      "tollgate_cdr_failing == 1",
      "1m",
      "Charging data records or their files cannot be written.",
      "Calls go on; the journal keeps the records and offers them again.",
      "Look at the disk and the rights of `cdr.directory` and `storage.directory`.",
      "The first write that succeeds."),
  CDR_NOT_PUSHED(
      Severity.MINOR,
      "tollgate_cdr_unpushed == 1",
      "5m",
      "`cdr.push` does not take a charging data file.",
      "Files gather in `cdr.directory`; each is offered again, in order, until `cdr.keep` is over.",
      "Run the command by hand with the file that the log names, as the server's user.",
      "The command takes the file."),
  NOT_READY(
      Severity.MAJOR,
      "tollgate_ready == 0",
      "2m",
      "The server lets no new sessions in.",
      "New calls and messages get 503.",
      "`bin/tollgate status` says whether it is warming up, draining or without its OCS;"
          + " `bin/tollgate undrain` takes a drain back.",
      "New sessions are let in."),
  PEER_DOWN(
      Severity.MAJOR,
      "max by (instance, peer) (tollgate_diameter_peer_state{state=\"OPEN\"}) == 0",
      "1m",
      "A Diameter peer is not in use.",
      "Others take its share; without others see the alarms of delivery and refusals.",
      "The log names the reason of the last attempt (refused, certificate, capabilities).",
      "The peer is in use again."),
  OCS_OUTAGE(
      Severity.CRITICAL,
      "sum by (instance)"
          + " (rate(tollgate_charging_incidents_total{interface=\"ro\",kind=~\"undelivered|timed-out\"}[5m]))"
          + " > 0.1",
      "1m",
      "Credit-control requests reach no OCS, or get no answer.",
      "Online services are refused, or given away, as the failure handling says; debits and"
          + " refunds wait.",
      "Bring the OCS back, or name another in `diameter.peers`; `bin/tollgate check-peer NAME`"
          + " shows what one answers.",
      "Answers."),
  SLOW_CHARGING(
      Severity.MINOR,
      "sum by (instance, peer, interface) (rate(tollgate_diameter_latency_seconds_sum[5m])) / sum"
          + " by (instance, peer, interface) (rate(tollgate_diameter_latency_seconds_count[5m])) >"
          + " 0.5",
      "5m",
      "A charging function answers slowly: half a second and more in the mean.",
      "Online calls are set up later by that; at Tx they are treated as unanswered.",
      "Look at that charging function.",
      "Faster answers for five minutes."),
  UNANSWERED(
      Severity.MAJOR,
      "sum by (instance, peer) (rate(tollgate_diameter_unanswered_total[5m])) > 0.1",
      "2m",
      "A charging function leaves requests without an answer.",
      "Offline records are sent again; online services go on or end as the failure handling says.",
      "Look at that charging function and the way to it.",
      "Answers."),
  CHARGING_REFUSED(
      Severity.MINOR,
      "sum by (instance, interface, code)"
          + " (rate(tollgate_charging_incidents_total{kind=\"refused\",code!~\"4010|4012\"}[10m]))"
          + " > 0.1",
      "10m",
      "Requests are refused with a code that is not about a user's credit.",
      "Services are refused or given up although users may pay.",
      "Look the code up in the log: most are a matter of the charging system's configuration.",
      "Fewer refusals."),
  OVERLOAD(
      Severity.MINOR,
      "sum by (instance, limit) (rate(tollgate_sip_overload_refused_total[5m])) > 0",
      "5m",
      "New requests get 503 because a limit of this server is reached.",
      "Some calls fail; those that are up are not touched.",
      "Add a server, or raise the limit that the label names.",
      "Nothing refused for five minutes."),
  HEAP_FULL(
      Severity.MAJOR,
      "sum by (instance) (jvm_memory_used_bytes{area=\"heap\"})"
          + " / sum by (instance) (jvm_memory_max_bytes{area=\"heap\"}) > 0.95",
      "5m",
      "The heap is nearly full.",
      "Pauses, then failures.",
      "Give it more (`TOLLGATE_JAVA_OPTS=-Xmx...`), or fewer sessions.",
      "More room."),
  FILES_SHORT(
      Severity.MAJOR,
      "process_files_open_files / process_files_max_files > 0.9",
      "5m",
      "Nearly all file descriptors are in use.",
      "New connections fail soon.",
      "Raise LimitNOFILE; look for clients that hold connections.",
      "More room."),
  CLUSTER_LEASE(
      Severity.CRITICAL,
      "tollgate_cluster_lease_held == 0",
      "0s",
      "The server has not renewed its lease: the database is away, slow or cut off.",
      "It lets nobody in, but for services of `cluster.local`; after the lease others settle its"
          + " sessions, and after `cluster.sessions-go-on` it ends them.",
      "Look at PostgreSQL and the network to it; a server that was replaced stops with exit code 4"
          + " and is started again.",
      "The next renewal."),
  CLUSTER_LOCAL(
      Severity.CRITICAL,
      "tollgate_cluster_local == 1",
      "0s",
      "The database is away, and services of `cluster.local` go on with records of this server's"
          + " own.",
      "Fencing is off for their sessions: if the server is lost with its disk, nobody settles"
          + " them.",
      "Bring the database back. Do not move or delete the files in `storage.directory`; what is in"
          + " them is delivered by itself.",
      "The database is back; `tollgate_cluster_local_records` says what is still to go out.");

  /** As X.733 has them. */
  public enum Severity {
    CRITICAL,
    MAJOR,
    MINOR
  }

  private final Severity severity;
  private final String expression;
  private final String after;
  private final String condition;
  private final String effect;
  private final String whatToDo;
  private final String clears;

  AlarmCatalogue(
      Severity severity,
      String expression,
      String after,
      String condition,
      String effect,
      String whatToDo,
      String clears) {
    this.severity = severity;
    this.expression = expression;
    this.after = after;
    this.condition = condition;
    this.effect = effect;
    this.whatToDo = whatToDo;
    this.clears = clears;
  }

  private static String journal(String alarm) {
    return "tollgate_journal_alarm{alarm=\"%s\"} == 1".formatted(alarm);
  }

  /** As Prometheus and the documentation call it: {@code TollgateDiskFailed}. */
  public String id() {
    return "Tollgate"
        + Arrays.stream(name().split("_"))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining());
  }

  /**
   * Whether a line of the log tells of it as soon as its cause is seen; of the others the book
   * does.
   */
  public boolean isToldWhereItIsSeen() {
    return switch (this) {
      case HISTORY_MISSED,
          CLUSTER_LEASE,
          NOT_READY,
          PEER_DOWN,
          OCS_OUTAGE,
          SLOW_CHARGING,
          UNANSWERED,
          CHARGING_REFUSED,
          OVERLOAD,
          HEAP_FULL,
          FILES_SHORT ->
          false;
      default -> true;
    };
  }

  public Severity severity() {
    return severity;
  }

  /** How long its condition has to hold. */
  public Duration after() {
    int number = Integer.parseInt(after.substring(0, after.length() - 1));
    return after.endsWith("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
  }

  public String effect() {
    return effect;
  }

  /** What is wrong, for people. */
  public String condition() {
    return condition;
  }

  public String whatToDo() {
    return whatToDo;
  }

  /** The rules file for Prometheus. */
  public static String rules() {
    StringBuilder rules =
        new StringBuilder(
            "# Made from the alarm catalogue; deploy/docs/alarms.md tells of each.\n");
    rules.append("groups:\n  - name: tollgate\n    rules:\n");
    for (AlarmCatalogue alarm : values()) {
      rules.append("      - alert: ").append(alarm.id()).append('\n');
      rules.append("        expr: ").append(quoted(alarm.expression)).append('\n');
      if (!alarm.after.equals("0s")) {
        rules.append("        for: ").append(alarm.after).append('\n');
      }
      rules
          .append("        labels:\n          severity: ")
          .append(alarm.severity.name().toLowerCase(Locale.ROOT))
          .append('\n');
      rules
          .append("        annotations:\n          summary: ")
          .append(quoted(alarm.condition))
          .append("\n          effect: ")
          .append(quoted(alarm.effect))
          .append("\n          action: ")
          .append(quoted(alarm.whatToDo))
          .append('\n');
    }
    return rules.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The page for people on shift. */
  public static String page() {
    StringBuilder page =
        new StringBuilder(
            """
# Alarms

This page is made from the alarm catalogue, as are the rules for Prometheus in `deploy/monitoring/alerts.yml`. Each alarm is also a line of the log: `ALARM` and its name when it is raised, `CLEAR` when it is over; the console shows those that are on, lets an operator acknowledge them, and has their history since the start (`/alarms`, `/api/v1/alarms`). The server looks at all conditions itself, by the same limits as the rules; with `snmp.receivers` each that is raised or cleared is also an SNMP notification.

""");
    for (AlarmCatalogue alarm : values()) {
      page.append("## ").append(alarm.id()).append("\n\n");
      List.of(
              "Severity: " + alarm.severity.name().toLowerCase(Locale.ROOT),
              "Condition: "
                  + alarm.condition
                  + " (`"
                  + alarm.expression
                  + "`"
                  + (alarm.after.equals("0s") ? "" : ", for " + alarm.after)
                  + ")",
              "Effect: " + alarm.effect,
              "What to do: " + alarm.whatToDo,
              "Clears: " + alarm.clears)
          .forEach(line -> page.append("- ").append(line).append('\n'));
      page.append('\n');
    }
    return page.toString().stripTrailing() + "\n";
  }
}
