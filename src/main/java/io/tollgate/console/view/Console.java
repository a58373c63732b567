package io.tollgate.console.view;

import io.tollgate.charging.flow.Flow;
import io.tollgate.ledger.History;
import io.tollgate.settings.EffectiveSettings;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

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
    Deeds deeds) {

  public List<FlowLine> flows() {
    return book.get().stream().map(FlowLine::of).toList();
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
