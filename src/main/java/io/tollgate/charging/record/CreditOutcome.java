package io.tollgate.charging.record;

import org.jspecify.annotations.Nullable;

/** What became of a credit-control request: exactly one of these for each one sent. */
public sealed interface CreditOutcome {

  /**
   * An answer came, whatever it says.
   *
   * @param server Origin-Host of the server that gave it, however many agents it came through; null
   *     if that is not known
   */
  record Answered(CreditAnswer answer, @Nullable String server) implements CreditOutcome {
    public Answered(CreditAnswer answer) {
      this(answer, null);
    }
  }

  /**
   * An answer came that nobody can make sense of, or that is not to this request: it grants
   * nothing.
   *
   * @param resultCode what it says of itself; 0 where that is not to be relied on, so that nobody
   *     knows whether the request was acted upon
   * @param server who gave it, if that can be told
   */
  record Unusable(String why, int resultCode, @Nullable String server) implements CreditOutcome {

    /** The server has acted upon the request. */
    public boolean isSuccess() {
      return resultCode / 1000 == 2;
    }
  }

  /**
   * No peer could be reached, the request timed out at the transport, or a peer answered with a
   * protocol error (3002, 3004, 3005) after every permitted failover.
   *
   * @param mayHaveBeenProcessed false when the server has certainly not seen it
   * @param server the server that may have processed it, if that is known
   */
  record Undeliverable(String why, boolean mayHaveBeenProcessed, @Nullable String server)
      implements CreditOutcome {
    public Undeliverable(String why, boolean mayHaveBeenProcessed) {
      this(why, mayHaveBeenProcessed, null);
    }
  }
}
