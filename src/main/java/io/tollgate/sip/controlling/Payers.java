package io.tollgate.sip.controlling;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.record.AdviceOfCharge;
import io.tollgate.conference.Billing;
import io.tollgate.conference.ConferenceTerms;
import io.tollgate.conference.EachPays;
import io.tollgate.conference.OnePayer;
import io.tollgate.conference.UserAddress;
import org.jspecify.annotations.Nullable;

/** Opens the charging of a conference for whoever pays for it. */
final class Payers {

  private final FocusContext context;
  private final Owner owner;
  private final Wishes wishes;

  /** What a payer's charging asks of the conference. */
  interface Wishes {
    /**
     * @param payer who has to go; null ends the conference
     */
    void end(@Nullable UserAddress payer, Refusal why);

    /**
     * @param refused run by the owner, if the payer is not here or does not go there
     */
    void refer(UserAddress payer, String uri, Runnable refused);

    void advise(UserAddress payer, AdviceOfCharge said);
  }

  Payers(FocusContext context, Owner owner, Wishes wishes) {
    this.context = context;
    this.owner = owner;
    this.wishes = wishes;
  }

  Billing billing(FocusTerms terms, ConferenceTerms conference) {
    return switch (context.policy().charges()) {
      case OWNER ->
          new OnePayer(
              session(
                  terms,
                  conference.owner(),
                  null,
                  conference.owner().equals(conference.initiator())));
      case INITIATOR -> new OnePayer(session(terms, conference.initiator(), null, true));
      case EACH ->
          new EachPays(conference.initiator(), payer -> session(terms, payer, payer, true));
      case NONE ->
          new OnePayer(
              context.charging().openFree(terms.paidBy(conference.owner()), owner, why -> {}));
    };
  }

  /**
   * @param alone the participant who has to go when the money has; null ends the conference
   * @param asking the payer is who asks for it to begin
   */
  private ChargedSession session(
      FocusTerms terms, UserAddress payer, @Nullable UserAddress alone, boolean asking) {
    ServiceControl control =
        new ServiceControl() {
          @Override
          public void endSession(Refusal why) {
            wishes.end(alone, why);
          }

          @Override
          public boolean isAskedByPayer() {
            return asking;
          }

          @Override
          public void advise(AdviceOfCharge said) {
            wishes.advise(payer, said);
          }

          /**
           * The others stay; until the payer has units anew, nobody says anything at that expense.
           */
          @Override
          public void redirect(String uri, Refusal otherwise) {
            wishes.refer(payer, uri, () -> wishes.end(alone, otherwise));
          }
        };
    return context.charging().open(terms.paidBy(payer), owner, control);
  }
}
