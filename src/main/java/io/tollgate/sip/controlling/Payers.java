package io.tollgate.sip.controlling;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.conference.Billing;
import io.tollgate.conference.ConferenceTerms;
import io.tollgate.conference.EachPays;
import io.tollgate.conference.OnePayer;
import io.tollgate.conference.UserAddress;
import org.jspecify.annotations.Nullable;

/** Opens the charging of a conference for whoever pays for it. */
final class Payers {

  private final FocusContext equipment;
  private final Owner owner;
  private final End end;

  /** A payer's charging asks for the end. */
  interface End {
    /**
     * @param payer who has to go; null ends the conference
     */
    void byCharging(@Nullable UserAddress payer, Refusal why);
  }

  Payers(FocusContext equipment, Owner owner, End end) {
    this.equipment = equipment;
    this.owner = owner;
    this.end = end;
  }

  Billing billing(FocusTerms terms, ConferenceTerms conference) {
    return switch (equipment.policy().charges()) {
      case OWNER -> new OnePayer(session(terms, conference.owner(), null));
      case INITIATOR -> new OnePayer(session(terms, conference.initiator(), null));
      case EACH -> new EachPays(conference.initiator(), payer -> session(terms, payer, payer));
      case NONE ->
          new OnePayer(
              equipment.charging().openFree(terms.paidBy(conference.owner()), owner, why -> {}));
    };
  }

  /**
   * @param alone the participant who has to go when his money has; null ends the conference
   */
  private ChargedSession session(FocusTerms terms, UserAddress payer, @Nullable UserAddress alone) {
    ServiceControl control =
        new ServiceControl() {
          @Override
          public void endSession(Refusal why) {
            end.byCharging(alone, why);
          }
        };
    return equipment.charging().open(terms.paidBy(payer), owner, control);
  }
}
