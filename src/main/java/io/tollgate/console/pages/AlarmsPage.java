package io.tollgate.console.pages;

import io.tollgate.console.access.Role;
import io.tollgate.console.view.AlarmLine;
import io.tollgate.console.view.Console;
import io.tollgate.console.view.Overview;
import io.tollgate.console.web.Formats;
import io.tollgate.console.web.Markup;
import io.tollgate.console.web.Table;
import java.util.List;

/** The alarms that are on, and what became of those before. */
final class AlarmsPage {
  private static final int MOST = 100;

  private AlarmsPage() {}

  static Markup part(Ask ask, Console console) {
    List<Overview.Alarm> on = console.overview().now().alarms();
    List<AlarmLine> history = console.alarmHistory();
    Table table = Table.of("History of alarms", "At", "Alarm", "Severity", "What", "Text", "Who");
    history.stream()
        .limit(MOST)
        .forEach(
            line ->
                table.row(
                    Formats.at(line.at()),
                    line.name(),
                    line.severity(),
                    Markup.of(
                        "<span class=\"{}\">{}</span>",
                        line.turn().equals("raised") ? "bad" : "good",
                        line.turn()),
                    ask.identities().within(line.text()),
                    line.who()));
    return Markup.of(
        "<div hx-get=\"\" hx-trigger=\"every 5s\" hx-swap=\"outerHTML\">{}"
            + "<section><h2>Since the start</h2>{}{}</section></div>",
        on.isEmpty()
            ? Markup.of("<p class=\"none\">No alarm is on.</p>")
            : on.stream().map(each -> alarm(ask, each)).toList(),
        table.orElse("There was none."),
        history.size() > MOST
            ? Markup.of("<p>{} earlier lines are in the API.</p>", history.size() - MOST)
            : Markup.NONE);
  }

  private static Markup alarm(Ask ask, Overview.Alarm alarm) {
    return Markup.of(
        "<section class=\"alarms\"><h2 class=\"bad\">{} <span class=\"tag\">{}</span></h2>"
            + "<p>{} {}</p><p class=\"soft\">Since {}. {}</p><p>{}</p>{}</section>",
        alarm.name(),
        alarm.severity(),
        alarm.meaning(),
        ask.identities().within(alarm.text()),
        Formats.at(alarm.since()),
        alarm.effect(),
        alarm.whatToDo(),
        alarm.acknowledgedBy() != null
            ? Markup.of(
                "<p class=\"good\">Acknowledged by {}, {}.</p>",
                alarm.acknowledgedBy(),
                Formats.at(alarm.acknowledgedAt()))
            : ask.reader().is(Role.OPERATOR)
                ? Markup.of(
                    "<p class=\"deeds\"><a class=\"button\" href=\"{}/confirm?deed=acknowledge-alarm&amp;about={}\">Acknowledge…</a></p>",
                    ask.base(),
                    alarm.id())
                : Markup.NONE);
  }
}
