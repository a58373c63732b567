package io.tollgate.sip.controlling;

import io.tollgate.conference.Referral;
import io.tollgate.sip.body.Sipfrag;
import io.tollgate.sip.leg.Exchange;
import io.tollgate.sip.leg.Sending;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/**
 * The subscription that a REFER makes (RFC 3515 2.4.4): tells what becomes of it, until it is
 * final. Not made where the REFER says so (RFC 4488); of several targets only the acceptance is
 * told (RFC 5368 5).
 */
final class ReferSubscription implements Referral {
  private static final String NO_SUBSCRIPTION = "Refer-Sub";

  private final Dialog dialog;
  private final Executor onDialog;
  private final String id;
  private final boolean wanted;
  private final boolean single;
  private boolean over;

  ReferSubscription(Dialog dialog, Executor onDialog, SipServletRequest refer, int targets) {
    this.dialog = dialog;
    this.onDialog = onDialog;
    String cseq = refer.getHeader("CSeq");
    id = cseq == null ? "" : cseq.replaceFirst("\\s.*", "");
    String asked = refer.getHeader(NO_SUBSCRIPTION);
    wanted = asked == null || !asked.strip().toLowerCase(java.util.Locale.ROOT).startsWith("false");
    single = targets == 1;
  }

  /** Sends the 202 and the first NOTIFY behind it. Called where the dialog may be touched. */
  void accepted(SipServletResponse accepted) {
    if (!wanted) {
      accepted.setHeader(NO_SUBSCRIPTION, "false");
    }
    Sending.send(accepted);
    if (wanted) {
      over = !single;
      tell(single ? 100 : 200, single ? "Trying" : "OK", over);
    }
  }

  @Override
  public void progress(int status, String reason) {
    onDialog.execute(
        () ->
            dialog.whenQuiet(
                () -> {
                  if (wanted && !over) {
                    over = status >= 200;
                    tell(status, reason, over);
                  }
                }));
  }

  private void tell(int status, String reason, boolean last) {
    SipServletRequest notify;
    try {
      notify = dialog.request();
    } catch (IllegalStateException ended) {
      // The one who referred has left meanwhile.
      over = true;
      return;
    }
    notify.setHeader("Event", "refer;id=" + id);
    notify.setHeader(
        "Subscription-State", last ? "terminated;reason=noresource" : "active;expires=180");
    try {
      notify.setContent(Sipfrag.of(status, reason).getBytes(StandardCharsets.UTF_8), Sipfrag.TYPE);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("UTF-8 is not there", e);
    }
    Exchange.start(
        notify,
        response -> {
          if (response.getStatus() >= 300) {
            over = true;
          }
        });
  }
}
