package io.tollgate;

import io.tollgate.journal.charging.ChargingJournal;
import io.tollgate.journal.json.JsonCodec;
import io.tollgate.journal.store.KeptDialog;
import io.tollgate.sip.leg.DialogBook;
import io.tollgate.sip.leg.DialogState;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The dialogs of this server among what it keeps in the shared database. */
final class SharedDialogs implements DialogBook {

  private final JsonCodec<DialogState> form = new JsonCodec<>(DialogState.class);
  private final InstantSource clock;
  private volatile BooleanSupplier alone = () -> false;
  private volatile @Nullable ChargingJournal journal;

  SharedDialogs(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Where nothing is charged there is no journal, and nothing is taken over either.
   *
   * @param alone whether sessions begin now that no other server will know
   */
  void keepIn(ChargingJournal shared, BooleanSupplier alone) {
    this.alone = alone;
    journal = shared;
  }

  @Override
  public boolean isRead() {
    return journal != null;
  }

  @Override
  public void enter(String id, DialogState dialog, Runnable settled) {
    ChargingJournal open = journal;
    if (open == null || alone.getAsBoolean()) {
      settled.run();
    } else {
      open.keepDialog(new KeptDialog(id, clock.instant(), form.write(dialog)), settled);
    }
  }

  @Override
  public void hurry() {
    ChargingJournal open = journal;
    if (open != null) {
      open.commitNow();
    }
  }

  @Override
  public void strike(String id) {
    ChargingJournal open = journal;
    if (open != null) {
      open.forgetDialog(id);
    }
  }
}
