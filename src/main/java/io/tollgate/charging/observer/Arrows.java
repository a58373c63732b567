package io.tollgate.charging.observer;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import org.jspecify.annotations.Nullable;

/** What a session does as the arrows of a ladder: who told whom what, and what it means. */
public abstract class Arrows implements SessionWatch {
  private static final String HERE = "tollgate";
  private static final String SIP = "sip";
  private static final String CDF = "cdf";
  private static final String OCS = "ocs";

  /** Called on any thread. */
  protected abstract void arrow(String from, String to, String what, String meaning);

  @Override
  public void begins(Procedure procedure) {
    arrow(SIP, HERE, Words.lower(procedure), "begins");
  }

  @Override
  public void answers(Procedure procedure) {
    arrow(HERE, SIP, "answer", Words.lower(procedure));
  }

  @Override
  public void forwards(Procedure procedure) {
    arrow(HERE, SIP, "forward", Words.lower(procedure));
  }

  @Override
  public void refused(Procedure procedure, Refusal refusal) {
    arrow(
        HERE, SIP, "refused " + refusal.status(), Words.lower(procedure) + ": " + refusal.reason());
  }

  @Override
  public void endedByCharging(Refusal why) {
    arrow(HERE, SIP, "end", why.reason());
  }

  @Override
  public void recorded(AccountingRecord record) {
    arrow(HERE, CDF, Words.name(record), Words.meaning(record));
  }

  @Override
  public void recorded(AccountingRecord record, AccountingOutcome outcome) {
    arrow(CDF, HERE, Words.name(record), Words.meaning(outcome));
  }

  @Override
  public void requested(CreditRequest request, boolean again) {
    arrow(HERE, OCS, Words.name(request), (again ? "sent again: " : "") + Words.meaning(request));
  }

  @Override
  public void requested(CreditRequest request, CreditOutcome outcome) {
    arrow(OCS, HERE, Words.name(request), Words.meaning(outcome));
  }

  @Override
  public void late(CreditRequest request) {
    arrow(OCS, HERE, Words.name(request), "no answer within Tx");
  }

  @Override
  public void stored(CreditRequest request) {
    arrow(HERE, "journal", Words.name(request), "repeated until it is answered");
  }

  @Override
  public void buried(CreditRequest refused, int resultCode, String reason) {
    arrow(HERE, "journal", Words.name(refused), "dead letter (" + resultCode + "): " + reason);
  }

  @Override
  public void goesOnUncharged(@Nullable Long ratingGroup, String why) {
    arrow(HERE, SIP, "goes on uncharged", why);
  }
}
