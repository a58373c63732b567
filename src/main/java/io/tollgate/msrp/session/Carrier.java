package io.tollgate.msrp.session;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.msrp.codec.Piece;
import io.tollgate.msrp.codec.Status;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a relay and a conference do differently with messages. Called on the session's loop. */
interface Carrier extends MessageLeg.Events {

  /**
   * Whether messages of this leg can go on now. If not, the leg's inbox is told {@link
   * MessageLeg.Incoming#destinationReady} when they can.
   */
  boolean ready(MessageLeg from);

  /**
   * Decides where a new message goes.
   *
   * @param cpim the head of a CPIM message, null for others
   */
  Status route(MessageLeg from, OpenMessage message, @Nullable CpimHead cpim);

  /** Sends accepted octets on. */
  void forward(OpenMessage message, Piece piece);

  /** The octets of a message that is not coming whole: {@code #} to those that have some of it. */
  void abort(OpenMessage message);

  /** The message is whole and counted. */
  default void completed(OpenMessage message) {}

  /** It is a message that was sent, wherever such are counted. */
  void counted(OpenMessage message);

  /** A receiver has the whole message. */
  void delivered(Transfer transfer);

  /** A receiver did not take a chunk. */
  void failed(Transfer transfer, int status, @Nullable Pending chunk);

  /** The content types a sender may use; checked before anything else: 415. */
  boolean accepts(MessageLeg from, String contentType);

  /**
   * New octets of a countable message are about to go on.
   *
   * @param again told, on any thread, when it can be asked again, if the answer is HELD
   */
  Admission spend(OpenMessage message, long octets, Consumer<Admission> again);

  /** Something was carried: the session is not idle. */
  void active();
}
