package io.tollgate.command;

import io.tollgate.PeerChecks;
import io.tollgate.SharedJournal;
import io.tollgate.console.access.UserFile;
import io.tollgate.diameter.check.CheckReport;
import io.tollgate.diameter.check.ReportJson;
import io.tollgate.diameter.check.ReportText;
import io.tollgate.journal.cli.JournalMain;
import io.tollgate.launcher.ControlClient;
import io.tollgate.launcher.Server;
import io.tollgate.launcher.StartOptions;
import io.tollgate.launcher.StartupException;
import io.tollgate.launcher.Version;
import io.tollgate.ledger.cdr.CdrReader;
import io.tollgate.settings.EffectiveSettings;
import io.tollgate.settings.Settings;
import io.tollgate.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code bin/tollgate}: starts the server, or does one of the things an operator needs beside it.
 */
@Command(
    name = "tollgate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {HelpCommand.class, LedgerCommand.class, WhatIfCommand.class},
    synopsisSubcommandLabel = "[COMMAND]",
    description =
        "Starts Tollgate where no command is given; SIGTERM or Ctrl-C drains and stops it.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "1:nothing found, or not in this state", "2:wrong words or settings"},
    footer = {"", "Settings: deploy/settings.md. Each may also be an environment variable."})
public final class Main implements Runnable {
  private static final int USAGE_ERROR = 2;
  private static final int LONGEST_TIMEOUT = 600;

  private final Map<String, String> environment;

  @Mixin private final StartOptions options = new StartOptions();

  @Option(names = "--check-config", hidden = true)
  private boolean checkConfig;

  @Option(names = "--print-flows", hidden = true)
  private boolean printFlows;

  @Spec private CommandSpec spec = CommandSpec.create();

  Main(Map<String, String> environment) {
    this.environment = environment;
  }

  public static void main(String[] words) {
    int status = commandLine(System.getenv()).execute(words);
    if (status != 0) {
      // Lines have a thread of their own, which does not hold up the end.
      LogManager.shutdown();
      System.exit(status);
    }
  }

  static CommandLine commandLine(Map<String, String> environment) {
    CommandLine line = new CommandLine(new Main(environment));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          if (failure instanceof SettingsException
              || failure instanceof StartupException
              || failure instanceof IllegalArgumentException) {
            command.getErr().println("tollgate: " + failure.getMessage());
            return USAGE_ERROR;
          }
          throw failure;
        });
    return line;
  }

  @Override
  public void run() {
    if (checkConfig) {
      checkConfig();
    } else if (printFlows) {
      printFlows();
    } else {
      start();
    }
  }

  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description = "Starts the server (what happens without a command, too).")
  void start() {
    try {
      new Server(System.out).serve(options, settings(), environment);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Command(
      name = "check-config",
      mixinStandardHelpOptions = true,
      description = "Checks the settings and the files they name, and prints those in force.")
  void checkConfig() {
    out().print(settings().print());
    out().flush();
  }

  @Command(
      name = "print-flows",
      mixinStandardHelpOptions = true,
      description = "Prints in which order each flow is charged and signalled.")
  void printFlows() {
    out().print(settings().settings().charging().printFlows());
    out().flush();
  }

  @Command(
      name = "journal",
      mixinStandardHelpOptions = true,
      description = {
        "Looks after the records that wait for the CDF; the server may be running.",
        "With cluster.store those of all servers of the cluster."
      },
      footer = {
        "",
        "  status                       records by state and kind, oldest age, per peer",
        "  list [pending|dead|open] [N] one line for each (50 unless N says otherwise)",
        "  show ID|SESSION              all of a record, readable",
        "  requeue ID...|all            dead letters back to delivery",
        "  export [pending|dead|open]   as CSV, to standard output"
      })
  int journal(
      @Option(
              names = "--file",
              paramLabel = "FILE",
              description = "instead of journal.file or cluster.store")
          String file,
      @Parameters(paramLabel = "WORD", arity = "1..*") List<String> words) {
    Settings settings = settings().settings();
    if (file == null && settings.cluster().isOn()) {
      return SharedJournal.run(settings, words, System.out, System.err);
    }
    String journal = file == null ? settings.journalFile().toString() : file;
    return JournalMain.run(journal, words, System.out, System.err);
  }

  @Command(
      name = "cdr",
      mixinStandardHelpOptions = true,
      description = {
        "Prints files of charging data records (cdr.directory) for people; exit status 1 where one",
        "is not what its header says."
      })
  int cdr(@Parameters(paramLabel = "FILE", arity = "1..*") List<Path> files) {
    int status = 0;
    for (Path file : files) {
      try {
        long records = new CdrReader(out()).print(file);
        out().println();
        out().println("%s: %d records".formatted(file, records));
      } catch (NoSuchFileException e) {
        out().println(file + ": no such file (expected: one of cdr.directory)");
        status = 1;
      } catch (AccessDeniedException e) {
        out().println(file + ": this user may not read it (expected: the server's user, or root)");
        status = 1;
      } catch (IOException e) {
        out().println("%s: %s".formatted(file, e.getMessage()));
        status = 1;
      }
      out().flush();
    }
    return status;
  }

  @Command(
      name = "check-peer",
      mixinStandardHelpOptions = true,
      description = {
        "Speaks to an OCS or CDF as the server would, a request of every kind, and says which",
        "AVP it refuses and which line of the profile would change that. It costs the payer",
        "a unit or two; exit status 1 where not everything was taken."
      })
  int checkPeer(
      @Parameters(
              paramLabel = "NAME",
              description = "one of diameter.peers, or a text as it would stand there")
          String name,
      @Option(
              names = "--profile",
              paramLabel = "PROFILE",
              description = "instead of the one that diameter.profiles chooses")
          String profile,
      @Option(
              names = "--payer",
              paramLabel = "ADDRESS",
              description =
                  "whose account it goes to: sip:, tel:, imsi:, nai: or private:; may be repeated")
          List<String> payers,
      @Option(
              names = "--timeout",
              paramLabel = "SECONDS",
              defaultValue = "10",
              description = "bound on each answer (default: ${DEFAULT-VALUE})")
          int timeout,
      @Option(names = "--avps", description = "every AVP that was sent, too") boolean avps,
      @Option(names = "--json", description = "as JSON") boolean json) {
    if (timeout < 1 || timeout > LONGEST_TIMEOUT) {
      throw new IllegalArgumentException(
          "--timeout " + timeout + " (expected: 1 to " + LONGEST_TIMEOUT + " seconds)");
    }
    CheckReport report =
        PeerChecks.of(
                settings().settings(),
                name,
                Optional.ofNullable(profile),
                payers == null ? List.of() : payers,
                Duration.ofSeconds(timeout),
                Instant.now())
            .run();
    out().print(json ? ReportJson.of(report) : ReportText.of(report, avps));
    out().flush();
    return report.isGreen() ? 0 : 1;
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "How the server that runs does; exit status 1 while it lets no sessions in.")
  int status() {
    return order("status");
  }

  @Command(
      name = "drain",
      mixinStandardHelpOptions = true,
      description = "New sessions get 503; those that are up go on.")
  int drain() {
    return order("drain");
  }

  @Command(
      name = "undrain",
      mixinStandardHelpOptions = true,
      description = "Takes a drain back: new sessions are let in again.")
  int undrain() {
    return order("undrain");
  }

  @Command(
      name = "reload",
      mixinStandardHelpOptions = true,
      description =
          "Puts changed settings and the files they name into force while calls are up (those that"
              + " deploy/settings.md marks with *): all of them or, with the reason, none.")
  int reload() {
    return order("reload");
  }

  @Command(
      name = "log",
      mixinStandardHelpOptions = true,
      description = "How much an area logs, until the next start: log io.tollgate.diameter debug.")
  int log(
      @Parameters(paramLabel = "AREA") String area,
      @Parameters(paramLabel = "LEVEL") String level) {
    return order("log", area, level);
  }

  @Command(
      name = "password",
      mixinStandardHelpOptions = true,
      description =
          "Prints a line for the file that console.users names; the password is read from standard"
              + " input, or asked for.",
      footer = {"", "Roles: viewer, operator, charging, security."})
  int password(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "ROLE", arity = "1..*") List<String> roles) {
    char[] password = password(name);
    out().println(UserFile.line(name, roles, password));
    out().flush();
    return 0;
  }

  @SuppressWarnings("SystemConsoleNull") // where there is one without a terminal, it reads as well
  private static char[] password(String name) {
    java.io.Console terminal = System.console();
    char @Nullable [] asked =
        terminal == null ? null : terminal.readPassword("Password of %s: ", name);
    if (asked != null) {
      return asked;
    }
    Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8);
    if (terminal != null || !lines.hasNextLine()) {
      throw new IllegalArgumentException(
          "no password (expected: one line with it on standard input, or typed in)");
    }
    return lines.nextLine().toCharArray();
  }

  int order(String... words) {
    ControlClient.Answer answer =
        new ControlClient(settings().settings().storage().directory()).ask(List.of(words));
    answer.lines().forEach(out()::println);
    out().flush();
    return answer.done() ? 0 : 1;
  }

  EffectiveSettings settings() {
    EffectiveSettings effective = options.settings(environment);
    NamedFiles.check(effective.settings());
    return effective;
  }

  /** Of each file that was named. */
  List<Settings> alternatives() {
    return options.alternatives(environment).stream().map(EffectiveSettings::settings).toList();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
