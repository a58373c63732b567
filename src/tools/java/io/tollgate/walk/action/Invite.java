package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.model.Terms;
import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Media;
import io.tollgate.walk.party.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Calls somebody, with an offer or without one. */
final class Invite implements Action {
  private final String callee;
  private final List<Media.Kind> kinds;
  private final Head head;
  private @Nullable Call call;

  /** What its head is like. */
  enum Head {
    USUAL,
    /** With a header that a container may want for itself. */
    ODD,
    /** As large as is let in. */
    BIG,
    /** Larger. */
    HUGE;

    static Head of(String word) {
      return switch (word) {
        case "odd" -> ODD;
        case "big" -> BIG;
        case "huge" -> HUGE;
        default -> USUAL;
      };
    }
  }

  /**
   * @param kinds none for an INVITE without an offer
   */
  Invite(String callee, List<Media.Kind> kinds, Head head) {
    this.callee = callee;
    this.head = head;
    this.kinds = List.copyOf(kinds);
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder("invite " + callee);
    kinds.forEach(kind -> text.append(' ').append(kind.name().toLowerCase(Locale.ROOT)));
    return text.append(head == Head.USUAL ? "" : " " + head.name().toLowerCase(Locale.ROOT))
        .toString();
  }

  @Override
  public boolean isPossible(Stage stage, Party who) {
    Party other = stage.party(callee);
    return other != who && stage.isFree(who) && stage.isFree(other);
  }

  @Override
  public void begin(Stage stage, Party who) {
    Party other = stage.party(callee);
    List<String> headers = new ArrayList<>();
    if (stage.terms().profile() == Terms.Profile.IM) {
      headers.add("Accept-Contact: *;+g.oma.sip-im");
    }
    if (head == Head.ODD) {
      headers.add("MSS_Initial_Remote_Port: 1");
    } else if (head == Head.BIG) {
      headers.add("X-Large: " + "x".repeat(16_000));
    }
    List<Media> offer = kinds.stream().map(Media::on).toList();
    Dialog dialog =
        switch (head) {
          case USUAL, ODD -> who.call(other.uri(), offer, !kinds.isEmpty(), headers);
          case BIG -> who.call(other.uri(), offer, 200, headers);
          case HUGE -> who.call(other.uri(), offer, 9_000, headers);
        };
    call = new Call(who, other, dialog);
    stage.began(call);
  }

  @Override
  public boolean isSettled(Stage stage, Party who) {
    Call begun = call();
    if (begun.incoming() == null) {
      List<Dialog> dialogs = begun.callee().dialogs();
      Dialog latest = dialogs.isEmpty() ? null : dialogs.get(dialogs.size() - 1);
      if (latest != null
          && latest.isIncoming()
          && latest.state() == Dialog.State.EARLY
          && latest.invitation().header("From").contains(who.user())) {
        begun.reached(latest);
      }
    }
    return begun.incoming() != null || begun.outgoing().invite().isAnswered();
  }

  @Override
  public void settle(Stage stage, Party who, boolean alone) {
    Call begun = call();
    if (begun.incoming() == null) {
      int status = begun.outgoing().invite().status();
      if (head == Head.ODD || begun.isUncertain()) {
        begun.uncertain();
      } else if (head == Head.HUGE && status == 400) {
        // It goes nowhere, and is not charged.
        begun.refusedAtTheDoor();
      } else {
        who.differs("the INVITE got " + begun.outgoing().invite().said() + " and went nowhere");
      }
      begun.over();
    }
  }

  private Call call() {
    Call begun = call;
    if (begun == null) {
      throw new IllegalStateException("not begun");
    }
    return begun;
  }
}
