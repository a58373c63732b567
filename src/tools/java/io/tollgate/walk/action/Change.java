package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.model.Terms;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Exchange;
import io.tollgate.walk.party.Media;
import io.tollgate.walk.party.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A re-INVITE or an UPDATE. */
final class Change extends CallAction {
  /** What is to be different. */
  enum What {
    HOLD,
    RESUME,
    ADD,
    REMOVE,
    /** With a session interval (RFC 4028): whoever is asked answers it by itself. */
    REFRESH,
    /** The same description once more, without an interval. */
    REPEAT,
    ASK;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final What what;
  private final String method;
  private final Media.@Nullable Kind kind;
  private @Nullable Exchange sent;
  private long before;
  private boolean refused;
  private boolean overtaking;

  /**
   * @param kind of the medium that is added or removed
   */
  Change(What what, String method, Media.@Nullable Kind kind) {
    this.what = what;
    this.method = method;
    this.kind = kind;
  }

  @Override
  public String text() {
    return what.word()
        + (kind == null ? "" : " " + kind.name().toLowerCase(Locale.ROOT))
        + (method.equals("UPDATE") ? " update" : "");
  }

  @Override
  boolean isPossible(Call call, Party who) {
    if (!call.isUp()
        || call.of(who).state() != Dialog.State.UP
        || call.of(who).isChanging()
        || call.outgoing().owesAck()) {
      return false;
    }
    if (call.otherOf(who).isRefusing() && (what == What.REPEAT || what == What.ASK)) {
      return false;
    }
    Dialog dialog = call.of(who);
    return switch (what) {
      case HOLD -> !dialog.isHolding();
      case RESUME -> dialog.isHolding();
      case ADD -> dialog.local().stream().noneMatch(medium -> medium.kind() == kind && medium.on());
      case REMOVE ->
          dialog.local().stream().anyMatch(medium -> medium.kind() == kind && medium.on())
              && dialog.local().stream().filter(Media::on).count() > 1;
      case REFRESH, REPEAT -> true;
      case ASK -> method.equals("INVITE");
    };
  }

  @Override
  void begin(Call call, Party who) {
    Dialog dialog = call.of(who);
    before = call.otherOf(who).received(method);
    overtaking = who.isOvertaking();
    refused = call.otherOf(who).isRefusing() && what != What.REFRESH;
    if (what == What.HOLD || what == What.RESUME) {
      dialog.hold(what == What.HOLD);
    }
    sent =
        dialog.change(
            method,
            wanted(dialog.local()),
            what != What.ASK,
            what != What.REFRESH && what != What.REPEAT,
            what == What.REFRESH ? List.of("Session-Expires: 1800;refresher=uac") : List.of());
  }

  private List<Media> wanted(List<Media> now) {
    List<Media> media = new ArrayList<>(now);
    Media.Kind changed = kind;
    if (changed == null) {
      return media;
    }
    int at = -1;
    for (int i = 0; i < media.size(); i++) {
      at = media.get(i).kind() == changed ? i : at;
    }
    Media medium = what == What.ADD ? Media.on(changed) : Media.on(changed).off();
    if (at < 0) {
      media.add(medium);
    } else {
      media.set(at, medium);
    }
    return media;
  }

  @Override
  boolean isSettled(Call call, Party who) {
    Exchange exchange = sent;
    if (exchange == null || !exchange.isOver()) {
      return false;
    }
    if (exchange.status() >= 300 || call.of(who).state() == Dialog.State.OVER) {
      return true;
    }
    Dialog other = call.otherOf(who);
    return (refused || call.agrees())
        && (what == What.REFRESH || other.received(method) > before)
        && call.isAcknowledged();
  }

  @Override
  void settle(Stage stage, Call call, Party who) {
    int status = sent == null ? 0 : sent.status();
    boolean online = stage.terms().charging().isOnline();
    boolean advance = stage.terms().answersInAdvance();
    if (refused && isAlone()) {
      // C2: what was answered and charged in advance is corrected.
      int expected = advance ? 200 : 488;
      if (status != expected) {
        who.differs(method + " (" + what.word() + "), refused, got " + status);
      }
      boolean recorded = stage.terms().profile() == Terms.Profile.IM;
      call.changed(advance && recorded ? 1 : 0, online ? 1 : 0);
      if (advance) {
        call.correctedPerhaps();
        call.split(true);
      }
    } else if (status == 200) {
      if (what != What.REFRESH && what != What.REPEAT) {
        call.changed(1, 1);
        call.split(false);
      }
    } else if (isAlone() && !(overtaking && status == 491)) {
      // What overtakes an answer for long looks like a glare (RFC 3261 14.2).
      who.differs(method + " (" + what.word() + ") got " + status);
    } else {
      // Charged, and overtaken by the end of the session; or never let in.
      call.correctedPerhaps();
    }
    if (status != 200 && (what == What.HOLD || what == What.RESUME)) {
      call.of(who).hold(what == What.RESUME);
    }
  }
}
