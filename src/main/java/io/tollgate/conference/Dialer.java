package io.tollgate.conference;

/** Sends the focus' INVITEs. */
@FunctionalInterface
public interface Dialer {

  /**
   * Sends an INVITE. Its responses come as {@link Conference#ringing}, {@link Conference#accepted}
   * (the ACK is sent by then) and {@link Conference#rejected}; never before this returns.
   */
  ConferenceLeg dial(Invitation invitation);
}
