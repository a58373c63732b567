package io.tollgate.sip.leg;

import io.tollgate.charging.AdviceWay;
import io.tollgate.charging.record.AdviceOfCharge;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What an OCS says of money, told to the one user who pays, in the ways that the operator wants.
 */
public final class Advice {
  /** No header of an RFC says it to a user. */
  private static final String HEADER = "Advice-Of-Charge";

  private final Set<AdviceWay> ways;
  private @Nullable AdviceOfCharge latest;
  private @Nullable AdviceOfCharge untold;

  public Advice(Set<AdviceWay> ways) {
    this.ways = ways;
  }

  /** The same as before is not told again. */
  public void heard(AdviceOfCharge advice) {
    if (!advice.equals(latest)) {
      latest = advice;
      untold = ways.contains(AdviceWay.MESSAGE) ? advice : null;
    }
  }

  /** For an answer to who pays; null where it says nothing. */
  public @Nullable AdviceOfCharge forAnswer() {
    return ways.contains(AdviceWay.HEADER) ? latest : null;
  }

  /** For a message to who pays; null where there is nothing new. Taken once. */
  public @Nullable AdviceOfCharge forMessage() {
    AdviceOfCharge news = untold;
    untold = null;
    return news;
  }

  public static void mark(SipServletMessage answer, @Nullable AdviceOfCharge advice) {
    if (advice != null) {
      answer.setHeader(HEADER, advice.toString());
    }
  }

  /** Who does not take it has no need of it. */
  public static void send(Leg payer, AdviceOfCharge advice) {
    SipServletRequest message = payer.request("MESSAGE");
    try {
      message.setContent(
          advice.toString().getBytes(StandardCharsets.UTF_8), "text/plain;charset=UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("UTF-8 is not there", e);
    }
    Exchange.start(message, response -> {});
  }
}
