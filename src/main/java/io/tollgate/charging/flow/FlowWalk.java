package io.tollgate.charging.flow;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import java.util.List;
import java.util.function.Consumer;

/**
 * Walks one flow, once. Each step gets a handle of its own, so that a late or repeated {@code
 * next()} of an earlier step cannot move the walk.
 */
public final class FlowWalk {

  /** The charging half of a walk. */
  public interface Charges {
    /** Makes the record, and goes on when the flow's policy is satisfied. */
    void offline(Runnable goOn);

    /** Asks for credit; exactly one of the two is called, once. */
    void online(Runnable goOn, Consumer<Refusal> refused);

    /** The last step is done. */
    void completed();
  }

  private final List<Step> steps;
  private final Signalling signalling;
  private final Charges charges;
  private final Owner owner;
  private int position = -1;
  private boolean over;

  public FlowWalk(List<Step> steps, Signalling signalling, Charges charges, Owner owner) {
    this.steps = List.copyOf(steps);
    this.signalling = signalling;
    this.charges = charges;
    this.owner = owner;
  }

  /** Call on the owner. */
  public void start() {
    advance(-1);
  }

  private void advance(int from) {
    if (over || from != position) {
      return;
    }
    position++;
    if (position == steps.size()) {
      over = true;
      charges.completed();
      signalling.completed();
      return;
    }
    At here = new At(position);
    switch (steps.get(position)) {
      case CHARGE_OFFLINE -> {
        signalling.charging();
        charges.offline(here::next);
      }
      case CHARGE_ONLINE -> {
        signalling.charging();
        charges.online(here::next, refusal -> refuse(here.index, refusal));
      }
      case ANSWER_ORIGINATOR -> signalling.answerOriginator(here);
      case AWAIT_ACK -> signalling.awaitAck(here);
      case FORWARD -> signalling.forward(here);
      case AWAIT_FIRST_ACCEPTANCE -> signalling.awaitFirstAcceptance(here);
    }
  }

  private void refuse(int from, Refusal refusal) {
    if (over || from != position) {
      return;
    }
    over = true;
    signalling.refused(refusal);
  }

  /** The walk as seen from one of its steps. */
  private final class At implements Walk {
    private final int index;

    At(int index) {
      this.index = index;
    }

    @Override
    public void next() {
      owner.execute(() -> advance(index));
    }

    @Override
    public void abandon() {
      owner.execute(() -> over = true);
    }
  }
}
