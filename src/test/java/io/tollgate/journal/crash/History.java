package io.tollgate.journal.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What processes noted before they died and what came after, and whether it adds up. */
final class History {

  private record Line(String what, String session, String type, long number, boolean flagged) {

    static Line of(String text) {
      String[] words = text.split(" ");
      return new Line(words[0], words[1], words[2], Long.parseLong(words[3]), words.length > 4);
    }

    String key() {
      return session + " " + type + " " + number;
    }
  }

  private final String name;
  private final List<Line> before;
  private final List<Line> after;

  /**
   * @param after transmissions of the process that took over
   */
  History(String name, List<String> before, List<String> after) {
    this.name = name;
    this.before = before.stream().map(Line::of).toList();
    this.after = after.stream().map(each -> Line.of("SENT " + each)).toList();
  }

  private List<Line> sent() {
    List<Line> sent = new ArrayList<>();
    before.stream().filter(line -> line.what().equals("SENT")).forEach(sent::add);
    sent.addAll(after);
    return sent;
  }

  void addsUp() {
    nothingIsLost();
    nothingIsDoubled();
    everySessionIsClosed();
    repetitionsAreFlagged();
    numbersRise();
  }

  private void nothingIsLost() {
    List<String> keys = sent().stream().map(Line::key).toList();
    before.stream()
        .filter(line -> line.what().equals("DURABLE"))
        .forEach(line -> assertThat(keys).as(name + ": lost").contains(line.key()));
  }

  private void nothingIsDoubled() {
    Map<String, String> typeOfNumber = new HashMap<>();
    for (Line line : sent()) {
      String type = typeOfNumber.putIfAbsent(line.session() + " " + line.number(), line.type());
      assertThat(type == null || type.equals(line.type()))
          .as(name + ": doubled " + line + " and " + type)
          .isTrue();
    }
  }

  private void everySessionIsClosed() {
    Set<String> opened = new HashSet<>();
    Map<String, Set<Long>> closings = new HashMap<>();
    before.stream()
        .filter(line -> line.what().equals("OWED"))
        .forEach(l -> opened.add(l.session()));
    for (Line line : sent()) {
      if (line.type().equals("START")) {
        opened.add(line.session());
      } else if (line.type().equals("STOP") || line.type().equals("TERMINATION")) {
        closings.computeIfAbsent(line.session(), s -> new HashSet<>()).add(line.number());
      }
    }
    for (String session : opened) {
      assertThat(closings.get(session)).as(name + ": closings of " + session).hasSize(1);
    }
  }

  private void repetitionsAreFlagged() {
    Set<String> seen = new HashSet<>();
    for (Line line : sent()) {
      assertThat(seen.add(line.key()) || line.flagged())
          .as(name + ": repeated without T " + line)
          .isTrue();
    }
  }

  private void numbersRise() {
    Map<String, Long> last = new HashMap<>();
    for (Line line : after) {
      Long former = last.put(line.session(), line.number());
      assertThat(former == null || former <= line.number())
          .as(name + ": out of order " + line)
          .isTrue();
    }
  }
}
