package io.tollgate.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Plays groups against a server, and looks at it after each. */
final class Play {
  private final Arena arena;
  private final Consumer<Verdict> verdicts;

  Play(Arena arena, Consumer<Verdict> verdicts) {
    this.arena = arena;
    this.verdicts = verdicts;
  }

  /** Some honest calls, so that what is loaded once is, and pools have what they keep. */
  void warmUp() throws IOException {
    for (int i = 0; i < 20; i++) {
      arena.honestCall();
      arena.secureConnection();
    }
  }

  void play(Group group) throws IOException {
    Aftermath aftermath = Aftermath.expected(arena);
    for (Attack attack : group.attacks()) {
      verdicts.accept(new Verdict(group.name(), attack.name(), outcome(attack)));
    }
    verdicts.accept(
        new Verdict(group.name(), "afterwards all is as it was before", aftermath.differences()));
  }

  /** As {@link #play} of each, with one look at all of them: lingering transactions take 32 s. */
  void allBriefly(List<Group> groups) throws IOException {
    Aftermath aftermath = Aftermath.expected(arena);
    for (Group group : groups) {
      for (Attack attack : group.attacks()) {
        verdicts.accept(new Verdict(group.name(), attack.name(), outcome(attack)));
      }
      verdicts.accept(new Verdict(group.name(), "the next call", aftermath.nextCall()));
    }
    verdicts.accept(
        new Verdict("all", "afterwards all is as it was before", aftermath.differences()));
  }

  private List<String> outcome(Attack attack) {
    List<String> broke = new ArrayList<>();
    try {
      attack.play().play(arena);
    } catch (AssertionError e) {
      broke.add(String.valueOf(e.getMessage()));
    } catch (Exception e) {
      broke.add(e + " at " + e.getStackTrace()[0]);
    }
    return broke;
  }
}
