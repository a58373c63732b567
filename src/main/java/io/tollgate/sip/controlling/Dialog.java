package io.tollgate.sip.controlling;

import javax.servlet.sip.SipServletRequest;

/** Where NOTIFYs of one subscription go. */
@FunctionalInterface
interface Dialog {

  /** A NOTIFY in the dialog, to be completed and sent. */
  SipServletRequest request();

  /** Runs the task, which sends one, as soon as it may be sent. */
  default void whenQuiet(Runnable task) {
    task.run();
  }
}
