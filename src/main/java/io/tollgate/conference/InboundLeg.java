package io.tollgate.conference;

/** A leg whose participant sent us the INVITE. */
public interface InboundLeg extends ConferenceLeg {

  /** Sends 200; {@link Conference#confirmed} follows with its ACK. */
  void accept();
}
