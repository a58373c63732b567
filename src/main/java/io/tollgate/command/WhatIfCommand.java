package io.tollgate.command;

import io.tollgate.Estimates;
import io.tollgate.launcher.StartupException;
import io.tollgate.ledger.RequestRow;
import io.tollgate.ledger.SessionStory;
import io.tollgate.ledger.cli.Report;
import io.tollgate.settings.Settings;
import io.tollgate.whatif.WhatIf;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code bin/tollgate whatif}: what a capture would have cost. */
@Command(
    name = "whatif",
    mixinStandardHelpOptions = true,
    description = {
      "What a capture of SIP and MSRP (pcap or pcapng, read by tshark) would have cost: the flows,",
      "records and requests that a configuration would have made of it, as ladder and bill."
          + " Nothing",
      "is sent; the OCS is taken to grant what it is asked for, but to those who were refused with",
      "402. With --config twice, what differs; exit status 1 where anything does. What could not",
      "be followed is said last."
    })
final class WhatIfCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CAPTURE")
  private @Nullable Path capture;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "the server in the capture (whoever most messages go through)")
  private @Nullable String server;

  @ParentCommand private @Nullable Main main;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Settings> settings = main == null ? List.of() : main.alternatives();
    if (capture == null || settings.isEmpty() || settings.size() > 2) {
      throw new IllegalArgumentException(
          "--config: %d files (expected: at most 2)".formatted(settings.size()));
    }
    WhatIf first = played(capture, settings.get(0));
    if (settings.size() == 1) {
      print(first);
      notCharged("", settings.get(0));
      out().flush();
      return 0;
    }
    int status = compare(first, played(capture, settings.get(1)));
    notCharged("the first: ", settings.get(0));
    notCharged("the second: ", settings.get(1));
    out().flush();
    return status;
  }

  private WhatIf played(Path from, Settings settings) {
    try {
      return WhatIf.of(from, server, Estimates.of(settings));
    } catch (IOException e) {
      throw new StartupException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted", e);
    }
  }

  private void print(WhatIf found) {
    found.sessions().forEach(story -> out().println(Report.story(story)));
    out()
        .println(
            "%d sessions, %d accounting records, %d credit requests"
                .formatted(
                    found.sessions().size(), found.records().size(), found.requests().size()));
    found.notFollowed().forEach(note -> out().println("not followed: " + note));
  }

  private void notCharged(String which, Settings settings) {
    Estimates.whyNothing(settings).ifPresent(why -> out().println(which + why));
  }

  private int compare(WhatIf first, WhatIf second) {
    Map<String, List<String>> one = bills(first);
    Map<String, List<String>> other = bills(second);
    Set<String> sessions = new LinkedHashSet<>(one.keySet());
    sessions.addAll(other.keySet());
    int differ = 0;
    for (String session : sessions) {
      List<String> left = one.getOrDefault(session, List.of());
      List<String> right = other.getOrDefault(session, List.of());
      if (!left.equals(right)) {
        differ++;
        out().println(session);
        left.stream().filter(line -> !right.contains(line)).forEach(this::onlyFirst);
        right.stream().filter(line -> !left.contains(line)).forEach(this::onlySecond);
      }
    }
    out()
        .println(
            "%d of %d sessions differ between the first (-) and the second (+)"
                .formatted(differ, sessions.size()));
    Set<String> notes = new LinkedHashSet<>(first.notFollowed());
    notes.addAll(second.notFollowed());
    notes.forEach(note -> out().println("not followed: " + note));
    return differ == 0 ? 0 : 1;
  }

  private void onlyFirst(String line) {
    out().println("  - " + line);
  }

  private void onlySecond(String line) {
    out().println("  + " + line);
  }

  /** What each session is charged, by its Call-ID. */
  private static Map<String, List<String>> bills(WhatIf found) {
    Map<String, List<String>> bills = new LinkedHashMap<>();
    for (SessionStory story : found.sessions()) {
      List<String> lines = new ArrayList<>();
      for (RequestRow request : story.requests()) {
        lines.add(Report.charge(request));
      }
      bills.put(
          story.row().ids().callId() + ", " + Report.words(story.row().service().kind()), lines);
    }
    return bills;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
