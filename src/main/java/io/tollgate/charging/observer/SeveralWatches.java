package io.tollgate.charging.observer;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those who listen to the same session. */
record SeveralWatches(List<SessionWatch> watches) implements SessionWatch {

  @Override
  public void begins(Procedure procedure) {
    watches.forEach(watch -> watch.begins(procedure));
  }

  @Override
  public void answers(Procedure procedure) {
    watches.forEach(watch -> watch.answers(procedure));
  }

  @Override
  public void forwards(Procedure procedure) {
    watches.forEach(watch -> watch.forwards(procedure));
  }

  @Override
  public void refused(Procedure procedure, Refusal refusal) {
    watches.forEach(watch -> watch.refused(procedure, refusal));
  }

  @Override
  public void completed(Procedure procedure, ChargingEvent event) {
    watches.forEach(watch -> watch.completed(procedure, event));
  }

  @Override
  public void endedByCharging(Refusal why) {
    watches.forEach(watch -> watch.endedByCharging(why));
  }

  @Override
  public void recorded(AccountingRecord record) {
    watches.forEach(watch -> watch.recorded(record));
  }

  @Override
  public void recorded(AccountingRecord record, AccountingOutcome outcome) {
    watches.forEach(watch -> watch.recorded(record, outcome));
  }

  @Override
  public void checkpoint(AccountingRecord unsent) {
    watches.forEach(watch -> watch.checkpoint(unsent));
  }

  @Override
  public void requested(CreditRequest request, boolean again) {
    watches.forEach(watch -> watch.requested(request, again));
  }

  @Override
  public void requested(CreditRequest request, CreditOutcome outcome) {
    watches.forEach(watch -> watch.requested(request, outcome));
  }

  @Override
  public void late(CreditRequest request) {
    watches.forEach(watch -> watch.late(request));
  }

  @Override
  public void stored(CreditRequest request) {
    watches.forEach(watch -> watch.stored(request));
  }

  @Override
  public void buried(CreditRequest refused, int resultCode, String reason) {
    watches.forEach(watch -> watch.buried(refused, resultCode, reason));
  }

  @Override
  public void goesOnUncharged(@Nullable Long ratingGroup, String why) {
    watches.forEach(watch -> watch.goesOnUncharged(ratingGroup, why));
  }
}
