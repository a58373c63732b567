package io.tollgate.walk;

import io.tollgate.walk.Script.Move;
import io.tollgate.walk.Script.Step;
import io.tollgate.walk.action.Action;
import io.tollgate.walk.action.Actions;
import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Meeting;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Party;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays one walk, step by step: each is waited for until all that must come of it has come. */
final class Player {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private record Begun(Party party, Action action) {}

  /** Says what is done next; null ends the walk. */
  interface Choice {
    @Nullable Step next(Stage stage);
  }

  private final Stage stage;
  private final List<Step> played = new ArrayList<>();

  Player(Stage stage) {
    this.stage = stage;
  }

  /** Plays to the end and ends what is still going on; returns the steps that could be played. */
  List<Step> play(Choice choice) {
    Step step = choice.next(stage);
    while (step != null && stage.notes().isClean()) {
      play(step);
      step = choice.next(stage);
    }
    List<Step> steps = List.copyOf(played);
    if (stage.notes().isClean()) {
      finish();
    }
    return steps;
  }

  /** What cannot be done now is left out, so that any part of a script is a script. */
  private void play(Step step) {
    List<Begun> begun = new ArrayList<>();
    List<Move> done = new ArrayList<>();
    for (Move move : step.moves()) {
      Party party = stage.party(move.party());
      Action action = Actions.parse(move.words());
      boolean crowded = action.wantsQuiet() ? !done.isEmpty() : isQuietWanted(begun);
      crowded |= action.isLong() && stage.isAnotherRinging(party);
      if (!party.isGone() && !crowded && action.isPossible(stage, party)) {
        stage.notes().step((done.isEmpty() ? "" : "& ") + move);
        action.begin(stage, party);
        begun.add(new Begun(party, action));
        done.add(move);
      }
    }
    if (begun.isEmpty()) {
      return;
    }
    Step real = new Step(done);
    played.add(real);
    boolean settled =
        stage
            .inbox()
            .until(
                () -> begun.stream().allMatch(each -> each.action().isSettled(stage, each.party())),
                LIMIT);
    if (!settled) {
      stage.notes().differs("waited in vain for what must come of: " + real + views());
      return;
    }
    boolean alone = begun.size() == 1;
    begun.forEach(each -> each.action().settle(stage, each.party(), alone));
    stage.calls().forEach(Call::endIfOver);
  }

  private static boolean isQuietWanted(List<Begun> begun) {
    return begun.stream().anyMatch(each -> each.action().wantsQuiet());
  }

  private String views() {
    List<Call> calls = stage.calls();
    StringBuilder views = new StringBuilder();
    if (!calls.isEmpty()) {
      views.append(" (").append(calls.get(calls.size() - 1).views()).append(')');
    }
    stage.meetings().forEach(meeting -> views.append(" (").append(meeting.views()).append(')'));
    return views.toString();
  }

  private void finish() {
    for (Call call : stage.calls()) {
      if (call.isUp()) {
        play(new Step(List.of(new Move(call.caller().name(), List.of("bye")))));
      } else if (call.isBeingSetUp()) {
        play(new Step(List.of(new Move(call.callee().name(), List.of("reject", "480")))));
      }
    }
    for (Meeting meeting : stage.meetings()) {
      meeting.asked().forEach(guest -> play(step(guest, "decline")));
      meeting.present().forEach(guest -> play(step(guest, "leave")));
    }
    if (!stage.inbox().until(this::isQuiet, LIMIT)) {
      stage.notes().differs("not quiet at the end: " + open());
    }
  }

  private static Step step(Party party, String word) {
    return new Step(List.of(new Move(party.name(), List.of(word))));
  }

  private boolean isQuiet() {
    return open().isEmpty();
  }

  /** What a party still waits for. */
  private List<String> open() {
    List<String> open = new ArrayList<>();
    for (Party party : stage.parties()) {
      party.open().forEach(what -> open.add(party.name() + ": " + what));
      for (Dialog dialog : party.dialogs()) {
        if (dialog.state() != Dialog.State.OVER) {
          open.add(party.name() + ": a dialog that is " + dialog.state());
        } else if (dialog.isTalking()) {
          open.add(party.name() + ": a message connection");
        }
      }
    }
    return open;
  }
}
