package io.tollgate.console.view;

import io.tollgate.alarm.AlarmBook;
import io.tollgate.charging.flow.Flow;
import io.tollgate.ledger.History;
import io.tollgate.ledger.RequestRow;
import io.tollgate.ledger.SessionStory;
import io.tollgate.settings.EffectiveSettings;
import io.tollgate.settings.Settings;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the pages and the API get what they show.
 *
 * @param conferences those that run, for a reader who sees identities so
 */
public record Console(
    OverviewSource overview,
    History history,
    boolean keepsHistory,
    Function<Identities, List<ConferenceLine>> conferences,
    DeadLetters deadLetters,
    Supplier<EffectiveSettings> settings,
    Supplier<List<Flow>> book,
    DiameterTape tape,
    Trends trends,
    AlarmBook alarms,
    Supplier<List<NodeLine>> nodes,
    ConsoleActions deeds) {

  /** What is kept of the Diameter messages of one session, the oldest first. */
  public List<WireMessage> messages(SessionStory story, Identities identities) {
    Set<String> sessions =
        Stream.concat(
                Stream.of(story.row().ids().offline(), story.row().ids().online()),
                story.requests().stream().map(RequestRow::session))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return tape.of(sessions).stream().map(kept -> WireMessage.of(kept, identities)).toList();
  }

  /** What became of alarms since the start, the newest first. */
  public List<AlarmLine> alarmHistory() {
    return alarms.history().stream().map(AlarmLine::of).toList();
  }

  public List<FlowLine> flows() {
    return book.get().stream().map(FlowLine::of).toList();
  }

  /** Whose history it is, where each of several servers has its own; null for one that is alone. */
  public @Nullable String historyOf() {
    Settings now = settings.get().settings();
    return now.cluster().isOn() ? now.diameter().identity() : null;
  }

  public List<SettingLine> settingLines() {
    return settings.get().values().stream()
        .map(
            value ->
                new SettingLine(
                    value.setting().name().substring(0, value.setting().name().indexOf('.')),
                    value.setting().name(),
                    value.text(),
                    value.source(),
                    value.setting().text()))
        .toList();
  }
}
