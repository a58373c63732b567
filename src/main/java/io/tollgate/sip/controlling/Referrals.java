package io.tollgate.sip.controlling;

import io.tollgate.charging.Refusal;
import io.tollgate.conference.Conference;
import io.tollgate.conference.Invitation;
import io.tollgate.conference.Referral;
import io.tollgate.conference.Release;
import io.tollgate.conference.User;
import io.tollgate.sip.body.BodyException;
import io.tollgate.sip.leg.Attempt;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/**
 * N10: REFER asks the focus to invite or to remove somebody (RFC 4579 5.5, 5.11), or several at
 * once (RFC 5368). The REFER itself is not charged; the join or leave that comes of it is.
 */
final class Referrals {

  private final FocusConference focus;
  private final Executor onDialog;
  private final User by;

  Referrals(FocusConference focus, Executor onDialog, User by) {
    this.focus = focus;
    this.onDialog = onDialog;
    this.by = by;
  }

  void receive(SipServletRequest refer, Dialog dialog) {
    List<ReferTarget> targets;
    try {
      targets = ReferTarget.of(refer, focus.context().policy().lists());
    } catch (BodyException e) {
      Answers.finish(refer, Answers.refusal(refer, e, focus.context().host()));
      return;
    }
    focus.owner().execute(Answers.guarded(refer, () -> decide(refer, dialog, targets)));
  }

  private void decide(SipServletRequest refer, Dialog dialog, List<ReferTarget> targets) {
    Optional<Refusal> refused = refusal(targets);
    onDialog.execute(
        Answers.guarded(
            refer,
            () -> {
              if (refused.isPresent()) {
                Answers.finish(refer, Answers.refusal(refer, Release.of(refused.get())));
              } else {
                accept(refer, dialog, targets);
              }
            }));
  }

  private void accept(SipServletRequest refer, Dialog dialog, List<ReferTarget> targets) {
    SipServletResponse accepted = refer.createResponse(SipServletResponse.SC_ACCEPTED);
    focus.identity().mark(accepted);
    ReferSubscription subscription = new ReferSubscription(dialog, onDialog, refer, targets.size());
    subscription.accepted(accepted);
    focus
        .owner()
        .execute(
            () -> {
              for (ReferTarget target : targets) {
                if (!Attempt.at(() -> follow(target, subscription))) {
                  subscription.progress(500, "internal error");
                }
              }
            });
  }

  private Optional<Refusal> refusal(List<ReferTarget> targets) {
    Conference conference = focus.conference();
    boolean owns = by.is(conference.terms().owner()) || by.is(conference.terms().initiator());
    if (conference.isOver()) {
      return Optional.of(new Refusal(481, "the conference is over", null));
    }
    if (!owns && !conference.isParticipant(by)) {
      return Optional.of(new Refusal(403, "only participants may refer", null));
    }
    boolean removesOthers =
        targets.stream().anyMatch(target -> target.removes() && !by.is(target.address()));
    if (removesOthers && !owns) {
      return Optional.of(new Refusal(403, "only the owner may remove others", null));
    }
    int invitations = (int) targets.stream().filter(target -> !target.removes()).count();
    return invitations == 0 ? Optional.empty() : focus.context().rate().take(invitations);
  }

  private void follow(ReferTarget target, Referral referral) {
    Conference conference = focus.conference();
    if (target.removes() && focus.uris().contains(target.address())) {
      // Whoever removes the focus removes everybody.
      conference.end(Release.EXPELLED);
      referral.progress(200, "OK");
      return;
    }
    Optional<Refusal> refused =
        target.removes()
            ? conference.remove(target.address(), Release.REMOVED, referral)
            : conference.invite(new Invitation(target.uri(), target.name(), by.shown()), referral);
    refused.ifPresent(why -> referral.progress(why.status(), why.reason()));
  }
}
