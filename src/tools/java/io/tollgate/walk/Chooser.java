package io.tollgate.walk;

import io.tollgate.walk.Script.Move;
import io.tollgate.walk.Script.Step;
import io.tollgate.walk.action.Action;
import io.tollgate.walk.action.Actions;
import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.model.Terms;
import io.tollgate.walk.party.Party;
import io.tollgate.walk.party.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Chooses by its seed among what can be done. */
final class Chooser implements Player.Choice {
  private static final int FEWEST = 4;
  private static final int MOST = 14;
  private static final int RARELY = 5;
  private static final Set<String> MEETING = Set.of("bye", "hold", "refresh", "info");
  private static final List<String> PARTIES = List.of("a", "b", "c", "d", "e");

  private final SplittableRandom random;
  private final boolean brief;
  private final int steps;
  private int done;

  private Chooser(SplittableRandom random, boolean brief) {
    this.random = random;
    this.brief = brief;
    this.steps = FEWEST + random.nextInt(MOST - FEWEST + 1);
  }

  /**
   * @param brief nothing that only a timer of many seconds ends
   */
  static Chooser of(long seed, boolean brief) {
    return new Chooser(random(seed, 1), brief);
  }

  /** Mixes what it is given: a linear generator says much the same for neighbouring seeds. */
  private static SplittableRandom random(long seed, int purpose) {
    return new SplittableRandom(seed * 31 + purpose);
  }

  static Terms terms(long seed) {
    SplittableRandom random = random(seed, 0);
    Map<String, Transport> transports = new LinkedHashMap<>();
    int count = random.nextInt(3) == 0 ? 3 + random.nextInt(3) : 2;
    for (String name : PARTIES.subList(0, count)) {
      int kind = random.nextInt(10);
      transports.put(name, kind < 6 ? Transport.UDP : kind < 9 ? Transport.TCP : Transport.TLS);
    }
    Terms.Profile profile = Terms.Profile.values()[random.nextInt(2)];
    Terms.Charging charging = Terms.Charging.values()[random.nextInt(4)];
    return new Terms(profile, charging, transports);
  }

  @Override
  public @Nullable Step next(Stage stage) {
    if (done++ == steps || stage.parties().stream().allMatch(Party::isGone)) {
      return null;
    }
    List<Move> moves = new ArrayList<>();
    List<Party> parties = stage.parties();
    Party first = parties.get(random.nextInt(parties.size()));
    add(stage, first, moves);
    Move met = meeting(stage, first, moves);
    if (met != null) {
      moves.add(met);
    } else if (random.nextInt(8) == 0) {
      Party second = parties.get(random.nextInt(parties.size()));
      if (second != first) {
        add(stage, second, moves);
      }
    }
    if (moves.size() > 1 && moves.stream().anyMatch(Chooser::wantsQuiet)) {
      moves.remove(moves.size() - 1);
    }
    if (moves.isEmpty()) {
      done--;
      return next(stage);
    }
    return new Step(moves);
  }

  /** The other side of the call does the same at that moment, now and then. */
  private @Nullable Move meeting(Stage stage, Party first, List<Move> moves) {
    Call call = stage.callOf(first);
    if (moves.isEmpty() || call == null || random.nextInt(4) > 0) {
      return null;
    }
    Party other = call.other(first);
    Move same = new Move(other.name(), moves.get(0).words());
    boolean possible =
        MEETING.contains(same.words().get(0))
            && !other.isGone()
            && Actions.parse(same.words()).isPossible(stage, other);
    return possible ? same : null;
  }

  private static boolean wantsQuiet(Move move) {
    return Actions.parse(move.words()).wantsQuiet();
  }

  private void add(Stage stage, Party who, List<Move> moves) {
    if (who.isGone()) {
      return;
    }
    List<String> others =
        stage.parties().stream().filter(party -> party != who).map(Party::name).toList();
    List<Action> possible = List.of();
    // Now and then something that is rare; else what parties do all day.
    if (random.nextInt(RARELY) == 0) {
      possible = possible(stage, who, Repertoire.rare(others, brief));
    }
    if (possible.isEmpty()) {
      possible = possible(stage, who, Repertoire.usual(others));
    }
    if (!possible.isEmpty()) {
      Action chosen = possible.get(random.nextInt(possible.size()));
      moves.add(new Move(who.name(), Arrays.asList(chosen.text().split(" "))));
    }
  }

  private List<Action> possible(Stage stage, Party who, List<String> texts) {
    return texts.stream()
        .map(text -> Actions.parse(Arrays.asList(text.split(" "))))
        .filter(action -> action.isPossible(stage, who))
        .toList();
  }
}
