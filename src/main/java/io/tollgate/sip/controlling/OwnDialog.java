package io.tollgate.sip.controlling;

import io.tollgate.charging.Owner;
import io.tollgate.conference.User;
import io.tollgate.sip.leg.DialogPeer;
import io.tollgate.sip.leg.Sending;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;

/** A dialog that is not a participant's: of a subscription, or of a REFER from outside. */
final class OwnDialog implements DialogPeer {

  private final FocusConference focus;
  private final SipSession session;
  private final User user;
  private final Owner owner;

  OwnDialog(FocusConference focus, SipSession session, User user, Owner owner) {
    this.focus = focus;
    this.session = session;
    this.user = user;
    this.owner = owner;
  }

  /** Later requests of the dialog come here too. */
  static void begin(FocusConference focus, SipServletRequest request, User user, Owner owner) {
    OwnDialog dialog = new OwnDialog(focus, request.getSession(), user, owner);
    dialog.session.setAttribute(DialogPeer.ATTRIBUTE, dialog);
    dialog.onRequest(request);
  }

  private SipServletRequest notification() {
    return Sending.inDialog(session, "NOTIFY");
  }

  @Override
  public void onRequest(SipServletRequest request) {
    switch (request.getMethod()) {
      case "SUBSCRIBE" ->
          focus.notifier().subscribe(request, user, owner::execute, this::notification);
      case "REFER" ->
          new Referrals(focus, owner::execute, user).receive(request, this::notification);
      default -> Answers.refuse(request, SipServletResponse.SC_METHOD_NOT_ALLOWED);
    }
  }
}
