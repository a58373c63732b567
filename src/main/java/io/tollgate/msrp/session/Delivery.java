package io.tollgate.msrp.session;

import io.tollgate.msrp.codec.FailureReport;
import org.jspecify.annotations.Nullable;

/** Who is told what became of the chunks of a message that go to one peer. */
interface Delivery {

  /** Which answers the peer owes. */
  FailureReport failureReport();

  /** A chunk went out. */
  void sent();

  /** A chunk was answered with 200, or written where no answer was asked. */
  void succeeded();

  /** A chunk was refused or not answered; the rest is not sent. */
  void failed(int status, @Nullable Pending chunk);
}
