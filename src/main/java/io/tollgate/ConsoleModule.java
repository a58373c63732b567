package io.tollgate;

import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.alarm.AlarmBook;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.cluster.ClusterException;
import io.tollgate.cluster.NodeStatus;
import io.tollgate.conference.ParticipantView;
import io.tollgate.console.access.AuditLog;
import io.tollgate.console.access.Gate;
import io.tollgate.console.access.Logins;
import io.tollgate.console.access.UserFile;
import io.tollgate.console.callflow.CallFlows;
import io.tollgate.console.pages.ConsoleWeb;
import io.tollgate.console.pages.LiveOverview;
import io.tollgate.console.view.ConferenceLine;
import io.tollgate.console.view.Console;
import io.tollgate.console.view.ConsoleActions;
import io.tollgate.console.view.DeadLetterView;
import io.tollgate.console.view.DeadLetters;
import io.tollgate.console.view.DiameterTape;
import io.tollgate.console.view.Identities;
import io.tollgate.console.view.NodeLine;
import io.tollgate.console.view.OverviewSource;
import io.tollgate.console.view.Trends;
import io.tollgate.console.web.Formats;
import io.tollgate.files.PrivateFiles;
import io.tollgate.journal.charging.ChargingJournal;
import io.tollgate.journal.json.JsonException;
import io.tollgate.journal.json.JsonLayout;
import io.tollgate.journal.store.DeadLetter;
import io.tollgate.journal.store.JournalException;
import io.tollgate.ledger.History;
import io.tollgate.settings.BuildVersion;
import io.tollgate.settings.ConsoleSettings;
import io.tollgate.settings.EffectiveSettings;
import io.tollgate.settings.Settings;
import io.tollgate.sip.controlling.ConferenceDirectory;
import io.tollgate.sip.controlling.ConferenceView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts the console together: what it shows, and who may look and act. */
final class ConsoleModule {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long WRITE_SECONDS = 5;
  private static final String AUDIT_FILE = "console-audit.log";

  private ConsoleModule() {}

  /**
   * What of the server the console looks at and acts upon.
   *
   * @param charged null where nothing is charged
   */
  record Server(
      MeterRegistry meters,
      Supplier<String> state,
      Supplier<String> problem,
      java.util.function.IntSupplier openSessions,
      @Nullable ChargingModule charged,
      History history,
      ConferenceDirectory conferences,
      CallFlows callFlows,
      @Nullable ClusterModule cluster,
      DiameterTape tape,
      AlarmBook alarms,
      ConsoleActions deeds) {}

  static ConsoleWeb of(Supplier<EffectiveSettings> effective, Server server) {
    Settings settings = effective.get().settings();
    ChargingModule charged = server.charged();
    ChargingJournal journal = charged == null ? null : charged.journal().journal();
    OverviewSource overview =
        new OverviewSource(
            server.meters(),
            server.state(),
            server.problem(),
            server.openSessions(),
            () -> charged == null ? List.of() : charged.peers(),
            server.alarms(),
            BuildVersion.text());
    Trends trends = new Trends(overview, InstantSource.system());
    ClusterModule cluster = server.cluster();
    ConsoleSettings console = settings.console();
    UserFile users = UserFile.of(console.users());
    Logins logins = new Logins(users, console.loginIdle(), InstantSource.system());
    return new ConsoleWeb(
        new Console(
            overview,
            server.history(),
            server.history() != History.NONE,
            identities ->
                server.conferences().views(PATIENCE).stream()
                    .map(view -> line(view, identities))
                    .toList(),
            journal == null ? new NoDeadLetters() : new JournalDeadLetters(journal),
            effective,
            () -> effective.get().settings().charging().flowBook().flows(),
            server.tape(),
            trends,
            server.alarms(),
            () -> cluster == null ? List.of() : nodes(cluster, server.state().get()),
            server.deeds()),
        server.callFlows(),
        new Gate(policy(settings), users, logins),
        users,
        logins,
        new AuditLog(auditFile(settings), InstantSource.system()),
        new LiveOverview(overview),
        BuildVersion.text());
  }

  private static List<NodeLine> nodes(ClusterModule cluster, String state) {
    List<NodeStatus> all;
    try {
      all = cluster.nodes();
    } catch (ClusterException e) {
      throw new IllegalStateException(
          "the database of the cluster cannot be read: " + e.getMessage(), e);
    }
    return all.stream()
        .map(
            node -> {
              boolean here = node.id() == cluster.lease().node();
              String settledBy =
                  node.holder() == node.id()
                      ? null
                      : all.stream()
                          .filter(each -> each.id() == node.holder())
                          .map(NodeStatus::name)
                          .findFirst()
                          .orElse("a server that is gone");
              return new NodeLine(
                  node.name(),
                  Long.toHexString(node.id()),
                  here,
                  here
                      ? state
                      : settledBy != null
                          ? "dead, being settled"
                          : node.leaseLeft().isNegative() ? "silent" : alive(node.state()),
                  node.leaseLeft(),
                  node.started(),
                  node.sessions(),
                  node.waiting(),
                  settledBy);
            })
        .toList();
  }

  private static String alive(@Nullable String saysOfItself) {
    return saysOfItself == null ? "alive" : saysOfItself;
  }

  private static Path auditFile(Settings settings) {
    Path folder = settings.storage().directory();
    try {
      PrivateFiles.makeFolder(folder);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "storage.directory: \"%s\" cannot be made: %s (expected: a folder that can be written)"
              .formatted(folder, e),
          e);
    }
    return folder.resolve(AUDIT_FILE);
  }

  private static Gate.Policy policy(Settings settings) {
    return new Gate.Policy(
        Gate.names(settings.http().host(), settings.http().names()),
        settings.console().proxyUserHeader(),
        new HashSet<>(settings.console().proxyAddresses()),
        settings.console().readFromLoopback());
  }

  private static ConferenceLine line(ConferenceView view, Identities identities) {
    return new ConferenceLine(
        view.terms().number(),
        view.terms().uri(),
        Formats.word(view.terms().type()),
        identities.of(view.terms().owner().uri()),
        identities.of(view.terms().initiator().uri()),
        view.terms().subject(),
        view.present(),
        (int) view.participants().stream().filter(each -> each.state().isPending()).count(),
        view.participants().stream().map(each -> participant(each, identities)).toList());
  }

  private static ConferenceLine.Participant participant(
      ParticipantView view, Identities identities) {
    return new ConferenceLine.Participant(
        identities.of(view.address().uri()),
        identities == Identities.WHOLE ? view.displayName() : null,
        Formats.word(view.state()),
        switch (view.joined()) {
          case DIALED_IN -> "dialled in";
          case DIALED_OUT -> "was invited";
          case FOCUS_OWNER -> "began it";
        },
        view.since());
  }

  /** Where nothing is charged. */
  private static final class NoDeadLetters implements DeadLetters {
    @Override
    public List<DeadLetterView> after(long id, int most) {
      return List.of();
    }

    @Override
    public Optional<DeadLetterView> find(long id) {
      return Optional.empty();
    }

    @Override
    public Optional<String> body(long id) {
      return Optional.empty();
    }
  }

  /** Those of the journal. */
  private record JournalDeadLetters(ChargingJournal journal) implements DeadLetters {
    @Override
    public List<DeadLetterView> after(long id, int most) {
      return read(id, most).stream().map(JournalDeadLetters::view).toList();
    }

    private List<DeadLetter> read(long id, int most) {
      try {
        return journal.deadLetters(id, most);
      } catch (JournalException e) {
        throw new IllegalStateException("the journal cannot be read: " + e.getMessage(), e);
      }
    }

    private Optional<DeadLetter> one(long id) {
      return read(id - 1, 1).stream().filter(each -> each.record().id() == id).findFirst();
    }

    @Override
    public Optional<DeadLetterView> find(long id) {
      return one(id).map(JournalDeadLetters::view);
    }

    @Override
    public Optional<String> body(long id) {
      return one(id).map(letter -> readable(letter.record().body()));
    }

    private static String readable(String json) {
      try {
        return JsonLayout.of(json);
      } catch (JsonException e) {
        return json;
      }
    }

    private static DeadLetterView view(DeadLetter letter) {
      return new DeadLetterView(
          letter.record().id(),
          letter.buried(),
          letter.record().stored(),
          letter.record().channel() == ChargingInterface.CH1 ? "Rf" : "Ro",
          Formats.word(letter.record().kind()),
          letter.record().session(),
          letter.record().number(),
          letter.resultCode(),
          letter.reason());
    }
  }

  /** Whether it went among the records that wait again. */
  static boolean requeue(@Nullable ChargingModule charged, long id) {
    if (charged == null) {
      return false;
    }
    ChargingJournal journal = charged.journal().journal();
    try {
      boolean there =
          journal.deadLetters(id - 1, 1).stream().anyMatch(each -> each.record().id() == id);
      return there && journal.requeue(id).get(WRITE_SECONDS, TimeUnit.SECONDS);
    } catch (JournalException | ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
