package io.tollgate.sip.leg;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers;
import io.tollgate.charging.Timers.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Gives an exchange an end where the container gives it none. */
final class AnswerLimit implements Exchange {
  private static final Logger LOG = LogManager.getLogger(AnswerLimit.class);

  /** Timer F (RFC 3261 17.1.2.2), after which the container says 408 itself, and a moment. */
  static final Duration LONGEST = Duration.ofSeconds(40);

  private final Exchange exchange;
  private final Runnable silence;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable Timer timer;

  AnswerLimit(Exchange exchange, Runnable silence) {
    this.exchange = exchange;
    this.silence = silence;
  }

  void runs(Timers timers, Owner owner, SipServletRequest request) {
    String what = request.getMethod() + " of Call-ID " + request.getCallId();
    timer =
        timers.schedule(
            LONGEST,
            owner,
            () -> {
              if (over.compareAndSet(false, true)) {
                LOG.warn("{}: no answer that can be used", what);
                silence.run();
              }
            });
    if (over.get()) {
      stop();
    }
  }

  @Override
  public void onResponse(SipServletResponse response) {
    if (response.getStatus() < 200) {
      if (!over.get()) {
        exchange.onResponse(response);
      }
    } else if (over.compareAndSet(false, true)) {
      stop();
      exchange.onResponse(response);
    }
  }

  private void stop() {
    Timer running = timer;
    if (running != null) {
      running.cancel();
    }
  }
}
