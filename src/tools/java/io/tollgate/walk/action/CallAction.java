package io.tollgate.walk.action;

import io.tollgate.walk.model.Call;
import io.tollgate.walk.model.Stage;
import io.tollgate.walk.party.Media;
import io.tollgate.walk.party.Party;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that a party does in the call that it is in. */
abstract class CallAction implements Action {
  /** What a callee offers who was offered nothing. */
  static final List<Media> OFFER =
      List.of(Media.on(Media.Kind.MESSAGE), Media.on(Media.Kind.AUDIO));

  private @Nullable Call call;
  private boolean alone;

  abstract boolean isPossible(Call call, Party who);

  abstract void begin(Call call, Party who);

  abstract boolean isSettled(Call call, Party who);

  abstract void settle(Stage stage, Call call, Party who);

  /** Whether nobody else does anything meanwhile. */
  final boolean isAlone() {
    return alone;
  }

  @Override
  public final boolean isPossible(Stage stage, Party who) {
    Call current = stage.callOf(who);
    return current != null && isPossible(current, who);
  }

  @Override
  public final void begin(Stage stage, Party who) {
    call = stage.callOf(who);
    begin(call(), who);
  }

  @Override
  public final boolean isSettled(Stage stage, Party who) {
    return isSettled(call(), who);
  }

  @Override
  public final void settle(Stage stage, Party who, boolean byItself) {
    alone = byItself && !call().isUncertain();
    settle(stage, call(), who);
  }

  private Call call() {
    Call current = call;
    if (current == null) {
      throw new IllegalStateException("not begun: " + text());
    }
    return current;
  }
}
