package io.tollgate.walk.action;

import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Party;
import java.util.Arrays;

/** CDF or OCS fail in what is asked next of this user. */
final class Trouble implements Action {
  /** What fails, and how. */
  enum Kind {
    CDF_SLOW("cdf slow", "rf delay:400 x3", true),
    /** Stored, and the answer is lost. */
    CDF_MUTE("cdf mute", "rf mute", true),
    CDF_DROP("cdf drop", "rf drop x2", true),
    CDF_BUSY("cdf busy", "rf code:3004 x2", true),
    OCS_SLOW("ocs slow", "ro delay:400 x3", true),
    OCS_MUTE("ocs mute", "ro TERMINATION mute", true),
    OCS_REFUSE("ocs refuse", "ro INITIAL code:4012", false),
    OCS_STOP("ocs stop", "ro UPDATE code:4012", false),
    OCS_DENY("ocs deny", "ro EVENT code:4012", false);

    private final String words;
    private final String fault;
    private final boolean harmless;

    Kind(String words, String fault, boolean harmless) {
      this.words = words;
      this.fault = fault;
      this.harmless = harmless;
    }
  }

  private final Kind kind;

  private Trouble(Kind kind) {
    this.kind = kind;
  }

  static Trouble of(String words) {
    return new Trouble(
        Arrays.stream(Kind.values())
            .filter(kind -> kind.words.equals(words))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no such trouble: " + words)));
  }

  @Override
  public String text() {
    return kind.words;
  }

  @Override
  public boolean isPossible(Stage stage, Party who) {
    boolean ocs = kind.words.startsWith("ocs");
    boolean charged =
        ocs ? stage.terms().charging().isOnline() : stage.terms().charging().isOffline();
    return charged
        && (kind.harmless || stage.meetings().stream().noneMatch(each -> each.host() == who));
  }

  @Override
  public void begin(Stage stage, Party who) {
    stage.trouble(who, kind.fault, kind.harmless);
  }

  @Override
  public boolean isSettled(Stage stage, Party who) {
    return true;
  }

  @Override
  public void settle(Stage stage, Party who, boolean alone) {
    // It is still to come.
  }
}
