package io.tollgate.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.RaisesAlarm;
import io.tollgate.journal.JournalAlarm;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmCatalogueTest {
  private static final Path RULES = Path.of("deploy", "monitoring", "alerts.yml");
  private static final Path PAGE = Path.of("deploy", "docs", "alarms.md");

  /** What each metric must be like for its alarm to fire, as promtool reads it. */
  private static String series(AlarmCatalogue alarm) {
    return switch (alarm) {
      case LEDGER_DIFFERENCE -> "tollgate_ledger_different{instance=\"a\"}'; values: '1+0x30";
      case HISTORY_FAILED -> "tollgate_ledger_failing{instance=\"a\"}'; values: '1+0x30";
      case HISTORY_MISSED -> "tollgate_ledger_missed_total{instance=\"a\"}'; values: '0+60x30";
      case HISTORY_DAMAGED -> "tollgate_ledger_damaged{instance=\"a\"}'; values: '1+0x30";
      case DEFERRED_DAMAGED -> "tollgate_deferred_damaged{instance=\"a\"}'; values: '1+0x30";
      case CDR_FAILED -> "tollgate_cdr_failing{instance=\"a\"}'; values: '1+0x30";
      case CDR_NOT_PUSHED -> "tollgate_cdr_unpushed{instance=\"a\"}'; values: '1+0x30";
      case NOT_READY -> "tollgate_ready{instance=\"a\"}'; values: '0+0x30";
      case PEER_DOWN ->
          "tollgate_diameter_peer_state{instance=\"a\",peer=\"ocs\",state=\"OPEN\"}'; values:"
              + " '0+0x30";
      case OCS_OUTAGE ->
          "tollgate_charging_incidents_total{instance=\"a\",kind=\"undelivered\",interface=\"ro\","
              + "code=\"0\"}'; values: '0+60x30";
      case SLOW_CHARGING ->
          "tollgate_diameter_latency_seconds_sum{instance=\"a\",peer=\"ocs\",interface=\"CH2\"}';"
              + " values:"
              + " '0+60x30|tollgate_diameter_latency_seconds_count{instance=\"a\",peer=\"ocs\",interface=\"CH2\"}';"
              + " values: '0+60x30";
      case UNANSWERED ->
          "tollgate_diameter_unanswered_total{instance=\"a\",peer=\"ocs\"}'; values: '0+60x30";
      case CHARGING_REFUSED ->
          "tollgate_charging_incidents_total{instance=\"a\",kind=\"refused\",interface=\"ro\","
              + "code=\"5030\"}'; values: '0+60x30";
      case OVERLOAD ->
          "tollgate_sip_overload_refused_total{instance=\"a\",limit=\"sessions\"}'; values:"
              + " '0+60x30";
      case HEAP_FULL ->
          "jvm_memory_used_bytes{instance=\"a\",area=\"heap\",id=\"old\"}'; values: '99+0x30|"
              + "jvm_memory_max_bytes{instance=\"a\",area=\"heap\",id=\"old\"}'; values: '100+0x30";
      case CLUSTER_LEASE -> "tollgate_cluster_lease_held{instance=\"a\"}'; values: '0+0x30";
      case CLUSTER_LOCAL -> "tollgate_cluster_local{instance=\"a\"}'; values: '1+0x30";
      case FILES_SHORT ->
          "process_files_open_files{instance=\"a\"}'; values: '95+0x30|"
              + "process_files_max_files{instance=\"a\"}'; values: '100+0x30";
      default ->
          "tollgate_journal_alarm{instance=\"a\",alarm=\"" + alarm.name() + "\"}'; values: '1+0x30";
    };
  }

  /** Run with {@code -Dtollgate.write=true} to write both anew. */
  @Test
  void theRulesAndThePageAreWhatTheCatalogueSays() throws IOException {
    if (Boolean.getBoolean("tollgate.write")) {
      Files.writeString(RULES, AlarmCatalogue.rules());
      Files.writeString(PAGE, AlarmCatalogue.page());
    }
    assertThat(RULES).hasContent(AlarmCatalogue.rules());
    assertThat(PAGE).hasContent(AlarmCatalogue.page());
  }

  @Test
  void everyAlarmOfTheJournalIsInTheCatalogue() {
    assertThat(Arrays.stream(AlarmCatalogue.values()).map(Enum::name))
        .containsAll(Arrays.stream(JournalAlarm.values()).map(Enum::name).toList());
  }

  @Test
  void everyAlarmIsRaisedByATestThatBreaksWhatItIsAbout() throws Exception {
    Set<AlarmCatalogue> raised = EnumSet.noneOf(AlarmCatalogue.class);
    Path tests = Path.of("src", "test", "java");
    for (Path file : sources(tests)) {
      if (!file.endsWith("AlarmCatalogueTest.java")
          && Files.readString(file).contains("@RaisesAlarm")) {
        String name = tests.relativize(file).toString().replace('/', '.').replace(".java", "");
        Class<?> loaded = Class.forName(name, false, getClass().getClassLoader());
        for (Method method : loaded.getDeclaredMethods()) {
          RaisesAlarm proof = method.getAnnotation(RaisesAlarm.class);
          if (proof != null) {
            assertThat(method.isAnnotationPresent(Test.class)).as(method.toString()).isTrue();
            raised.addAll(List.of(proof.value()));
          }
        }
      }
    }
    assertThat(raised).containsExactlyInAnyOrder(AlarmCatalogue.values());
  }

  @Test
  void everyAlarmIsALineOfTheLogAndEveryLineIsInTheCatalogue() throws IOException {
    Set<String> told = new TreeSet<>();
    for (Path file : sources(Path.of("src", "main", "java"))) {
      Matcher lines = Pattern.compile("\"ALARM ([A-Z_]+)").matcher(Files.readString(file));
      lines.results().forEach(line -> told.add(line.group(1)));
    }
    Arrays.stream(JournalAlarm.values()).map(Enum::name).forEach(told::add);
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AlarmCatalogue.values())
                .filter(AlarmCatalogue::isToldWhereItIsSeen)
                .map(Enum::name)
                .toList());
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(each -> each.toString().endsWith(".java")).toList();
    }
  }

  @Test
  void prometheusAcceptsTheRulesAndEachFires(@TempDir Path folder) throws Exception {
    StringBuilder tests = new StringBuilder();
    tests.append("rule_files:\n  - ").append(RULES.toAbsolutePath()).append("\ntests:\n");
    for (AlarmCatalogue alarm : AlarmCatalogue.values()) {
      tests.append("  - interval: 1m\n    input_series:\n");
      for (String series : series(alarm).split("\\|(?=\\w+\\{|\\w+_)")) {
        String[] parts = series.split("'; values: '");
        tests.append("      - series: '").append(parts[0]).append("'\n");
        tests.append("        values: '").append(parts[1]).append("'\n");
      }
      // A metric that is quiet is no reason for an alarm, so the count is what is compared.
      tests
          .append("    promql_expr_test:\n      - expr: count(ALERTS{alertname=\"")
          .append(alarm.id())
          .append("\",alertstate=\"firing\"})\n        eval_time: 29m\n        exp_samples:\n")
          .append("          - labels: '{}'\n            value: 1\n");
    }
    Path file = folder.resolve("tests.yml");
    Files.writeString(file, tests);
    assertThat(run("promtool", "check", "rules", RULES.toString())).contains("SUCCESS");
    assertThat(run("promtool", "test", "rules", file.toString())).contains("SUCCESS");
  }

  private static String run(String... words) throws Exception {
    Process process = new ProcessBuilder(List.of(words)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
