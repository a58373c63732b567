package gov.nist.javax.sip.stack;

import gov.nist.javax.sip.stack.SIPDialog.DialogTimerTask;
import org.jspecify.annotations.Nullable;

/**
 * ACKs that are faster than the sending of what they acknowledge. The stack makes a note of whose
 * ACK it awaits after the 2xx is on the wire; an ACK that comes before that goes to the listener,
 * and the 2xx is repeated all the same, until the dialog is given up (RFC 3261 13.3.1.4). One that
 * comes a moment later finds no timer to stop: the timer then stops by itself, but the dialog keeps
 * it and takes it for the one of its next 2xx, which is never repeated.
 */
public final class OvertakingAcks {

  private OvertakingAcks() {}

  /**
   * To be called when the sender of the 2xx is done.
   *
   * @param dialog of the ACK
   * @param number of the INVITE that it acknowledges
   */
  @SuppressWarnings("NullAway") // without a timer the dialog has null for it
  public static void tell(SIPDialog dialog, long number) {
    dialog.ackReceived(number);
    dialog.acquireTimerTaskSem();
    try {
      DialogTimerTask timer = dialog.timerTask;
      if (timer != null && isOver(timer.transaction, number)) {
        dialog.getStack().getTimer().cancel(timer);
        dialog.timerTask = null;
      }
    } finally {
      dialog.releaseTimerTaskSem();
    }
  }

  /** A timer that stopped by itself has none; one of a later 2xx goes on. */
  private static boolean isOver(@Nullable SIPServerTransaction repeated, long number) {
    return repeated == null || repeated.getCSeq() <= number;
  }
}
