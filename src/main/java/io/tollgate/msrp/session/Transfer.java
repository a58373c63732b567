package io.tollgate.msrp.session;

import io.tollgate.msrp.codec.FailureReport;
import org.jspecify.annotations.Nullable;

/** One message on its way to one peer. */
final class Transfer implements Delivery {
  final MessageLeg to;
  final OpenMessage message;
  private final Carrier carrier;
  private int owed;
  private boolean started;
  private boolean over;

  Transfer(MessageLeg to, OpenMessage message, Carrier carrier) {
    this.to = to;
    this.message = message;
    this.carrier = carrier;
  }

  @Override
  public FailureReport failureReport() {
    return message.failureReport;
  }

  @Override
  public void sent() {
    owed++;
    started = true;
  }

  /** Whether nothing of the message goes to this peer any more. */
  boolean over() {
    return over;
  }

  /** Whether something of the message went out. */
  boolean started() {
    return started;
  }

  @Override
  public void succeeded() {
    owed--;
    settle();
  }

  /** Tells of the delivery when the message is whole and nothing is owed. */
  void settle() {
    if (!over && owed == 0 && message.isWhole()) {
      over = true;
      carrier.delivered(this);
    }
  }

  @Override
  public void failed(int status, @Nullable Pending chunk) {
    owed--;
    if (!over) {
      over = true;
      carrier.failed(this, status, chunk);
    }
  }

  /** Gives up without a chunk being refused: the peer is too slow, or gone. */
  void drop() {
    over = true;
  }
}
