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
  private final boolean odd;
  private @Nullable Call call;

  /**
   * @param kinds none for an INVITE without an offer
   * @param odd with a header that a container may want for itself
   */
  Invite(String callee, List<Media.Kind> kinds, boolean odd) {
    this.callee = callee;
    this.odd = odd;
    this.kinds = List.copyOf(kinds);
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder("invite " + callee);
    kinds.forEach(kind -> text.append(' ').append(kind.name().toLowerCase(Locale.ROOT)));
    return text.append(odd ? " odd" : "").toString();
  }

  @Override
  public boolean isPossible(Stage stage, Party who) {
    Party other = stage.party(callee);
    return other != who && stage.callOf(who) == null && stage.callOf(other) == null;
  }

  @Override
  public void begin(Stage stage, Party who) {
    Party other = stage.party(callee);
    List<String> headers = new ArrayList<>();
    if (stage.terms().profile() == Terms.Profile.IM) {
      headers.add("Accept-Contact: *;+g.oma.sip-im");
    }
    if (odd) {
      headers.add("MSS_Initial_Remote_Port: 1");
    }
    Dialog dialog =
        who.call(other.uri(), kinds.stream().map(Media::on).toList(), !kinds.isEmpty(), headers);
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
      if (odd) {
        begun.uncertain();
      } else {
        who.differs("the INVITE got " + begun.outgoing().invite().status() + " and went nowhere");
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
