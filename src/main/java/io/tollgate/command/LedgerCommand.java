package io.tollgate.command;

import io.tollgate.charging.record.ServiceKind;
import io.tollgate.files.ProcessLock;
import io.tollgate.launcher.StartupException;
import io.tollgate.ledger.History.Found;
import io.tollgate.ledger.HistoryException;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.Outcome;
import io.tollgate.ledger.Search;
import io.tollgate.ledger.SessionRow;
import io.tollgate.ledger.SqliteHistory;
import io.tollgate.ledger.cli.Comparison;
import io.tollgate.ledger.cli.Export;
import io.tollgate.ledger.cli.Report;
import io.tollgate.ledger.cli.Sums;
import io.tollgate.settings.LedgerSettings;
import io.tollgate.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code bin/tollgate ledger}: looks into the history, also while the server runs. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    subcommands = HelpCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "What sessions used and what was billed; the server may be running.",
    footer = {
      "",
      "Times are UTC: 2026-12-01T09:30:00Z, 2026-12-01, or how long ago: 90s, 15m, 2h, 7d."
    })
final class LedgerCommand {

  /** What a search is narrowed by. */
  static final class Filter {
    @Option(
        names = "--subscriber",
        paramLabel = "URI",
        description = "who pays, calls, is called or takes part")
    private @Nullable String subscriber;

    @Option(names = "--from", paramLabel = "TIME", description = "began then or later")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "began before")
    private @Nullable String to;

    @Option(
        names = "--service",
        paramLabel = "SERVICE",
        description = "one of ${COMPLETION-CANDIDATES}")
    private @Nullable ServiceKind service;

    @Option(names = "--icid", paramLabel = "ICID", description = "IMS charging identifier")
    private @Nullable String icid;

    @Option(names = "--call-id", paramLabel = "CALL-ID", description = "of either leg")
    private @Nullable String callId;

    @Option(names = "--session", paramLabel = "SESSION-ID", description = "of Rf or Ro")
    private @Nullable String chargingSession;

    @Option(
        names = "--state",
        paramLabel = "OUTCOME",
        description = "one of ${COMPLETION-CANDIDATES}")
    private @Nullable Outcome outcome;

    @Option(names = "--different", description = "only those that do not add up")
    private boolean different;

    Search search() {
      Instant now = Instant.now();
      return Search.all()
          .subscriber(subscriber)
          .between(
              from == null ? null : Report.moment(from, now),
              to == null ? null : Report.moment(to, now))
          .service(service, null)
          .icid(icid)
          .callId(callId)
          .chargingSession(chargingSession)
          .outcome(outcome)
          .onlyDifferent(different);
    }
  }

  @ParentCommand private @Nullable Main main;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "search",
      mixinStandardHelpOptions = true,
      description = "Sessions, the newest first; exit status 1 where there are none.")
  int search(
      @ArgGroup(exclusive = false) @Nullable Filter filter,
      @Option(
              names = "--most",
              paramLabel = "N",
              defaultValue = "50",
              description = "lines at most (50)")
          int most,
      @Option(names = "--before", paramLabel = "ID", description = "the page behind that session")
          @Nullable Long before) {
    Search search = search(filter).most(most).before(before);
    try (SqliteHistory history = history()) {
      List<SessionRow> rows = history.search(search);
      rows.forEach(row -> out().println(Report.line(row)));
      Found found = history.count(search);
      out()
          .println(
              "%d of %s%d sessions%s"
                  .formatted(
                      rows.size(), found.exact() ? "" : "more than ", found.sessions(), whose()));
      out().flush();
      return rows.isEmpty() ? 1 : 0;
    }
  }

  /** Each server of a cluster has a history of its own. */
  private String whose() {
    Settings settings = settings();
    return settings.cluster().isOn()
        ? " of " + settings.diameter().identity() + "; other servers of the cluster have their own"
        : "";
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "One session: its ladder and its bill.")
  int show(
      @Parameters(
              paramLabel = "ID",
              description = "number of the session, or its Call-ID, ICID or Session-Id")
          String id) {
    try (SqliteHistory history = history()) {
      List<Long> ids = find(history, id);
      ids.forEach(
          each -> history.session(each).ifPresent(story -> out().println(Report.story(story))));
      if (ids.isEmpty()) {
        out().println(id + ": no such session");
      }
      out().flush();
      return ids.isEmpty() ? 1 : 0;
    }
  }

  private static List<Long> find(SqliteHistory history, String id) {
    if (id.matches("\\d{1,18}") && history.session(Long.parseLong(id)).isPresent()) {
      return List.of(Long.parseLong(id));
    }
    List<Supplier<Search>> ways =
        List.of(
            () -> Search.all().callId(id),
            () -> Search.all().icid(id),
            () -> Search.all().chargingSession(id));
    for (Supplier<Search> way : ways) {
      List<Long> ids = history.search(way.get()).stream().map(SessionRow::id).toList();
      if (!ids.isEmpty()) {
        return ids;
      }
    }
    return List.of();
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Sessions to standard output, as CSV or as JSON lines with all their requests.")
  void export(
      @ArgGroup(exclusive = false) @Nullable Filter filter,
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              defaultValue = "CSV",
              description = "one of ${COMPLETION-CANDIDATES} (CSV)")
          Export.Format format) {
    try (SqliteHistory history = history()) {
      new Export(history, out()).write(search(filter), format);
    }
  }

  @Command(
      name = "sums",
      mixinStandardHelpOptions = true,
      description = {
        "Sums as CSV: sessions, what they used, and what was reported, acknowledged, kept as dead",
        "letters, lost by policy; for peers what each took. Sessions count for the hour and day",
        "(UTC) in which they began."
      })
  void sums(
      @ArgGroup(exclusive = false) @Nullable Filter filter,
      @Option(
              names = "--by",
              paramLabel = "WHAT",
              defaultValue = "HOUR",
              description = "one of ${COMPLETION-CANDIDATES} (HOUR)")
          Sums.By by) {
    try (SqliteHistory history = history()) {
      new Sums(history, out()).write(search(filter), by);
    }
  }

  @Command(
      name = "compare",
      mixinStandardHelpOptions = true,
      description = {
        "Compares a CSV export of the CDF or OCS with what they acknowledged: what they have that",
        "we have not, the reverse, what is there twice, what differs. Exit status 1 where",
        "anything does. The lab's records.csv and credit.csv are known; for others --columns",
        "names a properties file: interface (rf or ro), session, number, and where there are",
        "such columns type, time, units, duplicate, accepted."
      })
  int compare(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--columns", paramLabel = "FILE", description = "which column is what")
          @Nullable Path columns,
      @Option(names = "--from", paramLabel = "TIME", description = "made then or later")
          @Nullable String from,
      @Option(names = "--to", paramLabel = "TIME", description = "made before")
          @Nullable String to) {
    Instant now = Instant.now();
    try (SqliteHistory history = history()) {
      long found =
          new Comparison(
                  history,
                  out(),
                  from == null ? null : Report.moment(from, now),
                  to == null ? null : Report.moment(to, now))
              .run(file, columns);
      return found == 0 ? 0 : 1;
    } catch (IOException e) {
      throw new StartupException(
          "%s: %s (expected: a CSV file that can be read)".formatted(file, e), e);
    }
  }

  @Command(
      name = "forget",
      mixinStandardHelpOptions = true,
      description = {
        "Erases a subscriber: the history finds the identity nowhere any more. Counts and amounts",
        "stay, as the sums are of all."
      })
  int forget(@Parameters(paramLabel = "URI") String subscriber) {
    Settings settings = settings();
    if (subscriber.matches(".*\\s.*")) {
      throw new IllegalArgumentException(
          "\"%s\" (expected: a URI without spaces)".formatted(subscriber));
    }
    Optional<Integer> told = toldServer(subscriber);
    if (told.isPresent()) {
      return told.get();
    }
    return forgetHere(existing(settings), settings.ledger(), subscriber);
  }

  private int forgetHere(Path file, LedgerSettings settings, String subscriber) {
    try {
      ProcessLock lock = ProcessLock.take(file);
      try {
        int sessions = Ledger.forget(file, settings.identities(), key(settings), subscriber);
        out().println("forgotten in " + sessions + " sessions");
        out().flush();
        return sessions == 0 ? 1 : 0;
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw new StartupException(
          "%s: %s (expected: that no server uses it, or that its control socket answers)"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** The server that runs does it, as it has sessions in memory; empty where none runs. */
  private Optional<Integer> toldServer(String subscriber) {
    try {
      return Optional.of(main().order("forget", subscriber));
    } catch (StartupException noServer) {
      return Optional.empty();
    }
  }

  private static Search search(@Nullable Filter filter) {
    return filter == null ? Search.all() : filter.search();
  }

  private SqliteHistory history() {
    Settings settings = settings();
    try {
      return SqliteHistory.open(
          existing(settings), settings.ledger().identities(), key(settings.ledger()));
    } catch (HistoryException e) {
      throw new StartupException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Path existing(Settings settings) {
    Path file = settings.historyFile();
    if (!Files.isRegularFile(file)) {
      throw new StartupException(
          "%s: no history (expected: a server that ran with this storage.directory and ledger.enabled)"
              .formatted(file));
    }
    return file;
  }

  private static byte[] key(LedgerSettings settings) {
    return settings.identityKey().value().getBytes(StandardCharsets.UTF_8);
  }

  private Settings settings() {
    return main().settings().settings();
  }

  private Main main() {
    Main parent = main;
    if (parent == null) {
      throw new IllegalStateException("ledger is a word of tollgate");
    }
    return parent;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
