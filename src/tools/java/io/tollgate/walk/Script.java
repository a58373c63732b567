package io.tollgate.walk;

import io.tollgate.walk.action.Actions;
import io.tollgate.walk.model.Terms;
import io.tollgate.walk.party.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A walk as text: its terms, then a line for each step, {@code PARTY ACTION}; what happens at once
 * stands in one line with {@code &} between. Lines with # are remarks.
 *
 * <pre>
 *   profile im
 *   charging both
 *   party a udp
 *   party b tcp
 *   a invite b message audio
 *   b accept
 *   a hold &amp; b bye
 * </pre>
 */
public record Script(Terms terms, List<Step> steps) {

  /** One thing that one party does. */
  public record Move(String party, List<String> words) {
    static Move parse(String text) {
      List<String> words = Arrays.asList(text.strip().split("\\s+"));
      Actions.parse(words.subList(1, words.size()));
      return new Move(words.get(0), words.subList(1, words.size()));
    }

    @Override
    public String toString() {
      return party + " " + String.join(" ", words);
    }
  }

  /** What happens at once. */
  public record Step(List<Move> moves) {
    @Override
    public String toString() {
      return String.join(" & ", moves.stream().map(Move::toString).toList());
    }
  }

  public Script {
    steps = List.copyOf(steps);
  }

  public static Script parse(String text) {
    Terms.Profile profile = Terms.Profile.CPM;
    Terms.Charging charging = Terms.Charging.OFF;
    Map<String, Transport> transports = new LinkedHashMap<>();
    List<Step> steps = new ArrayList<>();
    for (String raw : text.lines().toList()) {
      String line = raw.replaceFirst("#.*", "").strip();
      String[] words = line.split("\\s+");
      switch (words[0]) {
        case "" -> {}
        case "profile" -> profile = Terms.Profile.valueOf(words[1].toUpperCase(Locale.ROOT));
        case "charging" -> charging = Terms.Charging.valueOf(words[1].toUpperCase(Locale.ROOT));
        case "party" -> transports.put(words[1], Transport.of(words[2]));
        default -> steps.add(new Step(Arrays.stream(line.split("&")).map(Move::parse).toList()));
      }
    }
    return new Script(new Terms(profile, charging, transports), steps);
  }

  Script with(List<Step> fewer) {
    return new Script(terms, fewer);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("profile ").append(terms.profile().name().toLowerCase(Locale.ROOT)).append('\n');
    text.append("charging ").append(terms.charging().word()).append('\n');
    terms
        .transports()
        .forEach(
            (name, transport) ->
                text.append("party ")
                    .append(name)
                    .append(' ')
                    .append(transport.word())
                    .append('\n'));
    steps.forEach(step -> text.append(step).append('\n'));
    return text.toString();
  }
}
