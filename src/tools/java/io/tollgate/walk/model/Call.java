package io.tollgate.walk.model;

import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Media;
import io.tollgate.walk.party.Party;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call as it ought to be: how far it is, and what it has to cost.
 *
 * <pre>
 *   action    by       from               to
 *   invite    anybody  -                  CALLING
 *   ring      callee   CALLING, RINGING   RINGING
 *   accept    callee   CALLING, RINGING   UP
 *   reject    callee   CALLING, RINGING   OVER
 *   cancel    caller   CALLING, RINGING   OVER
 *   changes   anybody  UP                 UP
 *   bye       anybody  UP                 OVER
 * </pre>
 */
public final class Call {
  /** How far it is. */
  public enum Phase {
    CALLING,
    RINGING,
    UP,
    OVER
  }

  private final Party caller;
  private final Party callee;
  private final Dialog outgoing;
  private @Nullable Dialog incoming;
  private Phase phase = Phase.CALLING;
  private boolean started;
  private int offlineChanges;
  private int onlineChanges;
  private boolean split;
  private int corrections;
  private boolean uncertain;
  private boolean free;
  private int overtaken;
  private int said;
  private boolean saidPerhaps;

  public Call(Party caller, Party callee, Dialog outgoing) {
    this.caller = caller;
    this.callee = callee;
    this.outgoing = outgoing;
  }

  public Party caller() {
    return caller;
  }

  public Party callee() {
    return callee;
  }

  public Dialog outgoing() {
    return outgoing;
  }

  public @Nullable Dialog incoming() {
    return incoming;
  }

  public void reached(Dialog dialog) {
    incoming = dialog;
  }

  /** The half of somebody who is in it. */
  public Dialog of(Party party) {
    Dialog dialog = party == caller ? outgoing : incoming;
    if (dialog == null) {
      throw new IllegalStateException(party.name() + " has not been reached");
    }
    return dialog;
  }

  public Party other(Party party) {
    return party == caller ? callee : caller;
  }

  public Dialog otherOf(Party party) {
    return of(other(party));
  }

  public Phase phase() {
    return phase;
  }

  public boolean isUp() {
    return phase == Phase.UP;
  }

  public boolean isBeingSetUp() {
    return phase == Phase.CALLING || phase == Phase.RINGING;
  }

  public void ringing() {
    phase = Phase.RINGING;
  }

  public void up() {
    phase = Phase.UP;
    started = true;
  }

  public void over() {
    phase = Phase.OVER;
  }

  /** Whoever is in it may hear of its end from now on, or may not any more. */
  public void mayEnd(boolean may) {
    outgoing.mayEnd(may);
    if (incoming != null) {
      incoming.mayEnd(may);
    }
  }

  // Its cost

  public void changed(int offline, int online) {
    offlineChanges += offline;
    onlineChanges += online;
  }

  /** A correction (C2), unless the end of the session overtakes it. */
  public void correctedPerhaps() {
    corrections++;
  }

  /** Its last change was accepted right before its end, and that may have come first. */
  public void overtakenPerhaps() {
    overtaken++;
  }

  public int overtaken() {
    return overtaken;
  }

  /** A message that counts. */
  public void said() {
    said++;
  }

  /** The end of the session met a message. */
  public void saidPerhaps() {
    saidPerhaps = true;
  }

  /** How many messages have to be counted; as a pattern. */
  String saidPattern(String word) {
    if (saidPerhaps) {
      return "( " + word + " \\d+)?";
    }
    return said == 0 ? "" : " " + word + " " + said;
  }

  public boolean isSplit() {
    return split;
  }

  /** The server has ended it of its own accord, where it may. */
  public void endIfOver() {
    Dialog in = incoming;
    boolean over =
        outgoing.state() == Dialog.State.OVER && (in == null || in.state() == Dialog.State.OVER);
    if (uncertain && over) {
      over();
    }
  }

  public int corrections() {
    return corrections;
  }

  /** Something got lost: how it ends, and what it costs then, is not for the model to say. */
  public void uncertain() {
    uncertain = true;
  }

  public boolean isUncertain() {
    return uncertain;
  }

  /** It was never let in, so that it costs nothing. */
  public void refusedAtTheDoor() {
    free = true;
  }

  public boolean isFree() {
    return free;
  }

  /** Whether it was up for charging. */
  public boolean isStarted() {
    return started;
  }

  public int offlineChanges() {
    return offlineChanges;
  }

  public int onlineChanges() {
    return onlineChanges;
  }

  // Its media

  /**
   * The other side refused what its peer was told to be in force (C2): they differ until the next.
   */
  public void split(boolean differs) {
    split = differs;
  }

  /** Whether each party was told what the other said. */
  public boolean agrees() {
    Dialog in = incoming;
    return in != null
        && (split || same(outgoing.local(), in.remote()) && same(in.local(), outgoing.remote()));
  }

  /** Whether both 2xx of the parties' to whatever the server asked for have their ACK. */
  public boolean isAcknowledged() {
    Dialog in = incoming;
    return outgoing.isAcknowledged() && (in == null || in.isAcknowledged());
  }

  private static boolean same(List<Media> said, List<Media> told) {
    return said.equals(told);
  }

  public String views() {
    Dialog in = incoming;
    return caller.name()
        + " says "
        + outgoing.local()
        + ", was told "
        + outgoing.remote()
        + "; "
        + callee.name()
        + (in == null ? " was not reached" : " says " + in.local() + ", was told " + in.remote());
  }
}
