package io.tollgate.journal.store.postgres;

import static io.tollgate.journal.store.RecordJournalContract.append;
import static io.tollgate.journal.store.RecordJournalContract.owed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.KeptDialog;
import io.tollgate.journal.store.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {

  private static final Change START = append(1, "a", 0, Kind.START);
  private static final Change PROGRESS = append(5, "a", 1, Kind.PROGRESS);

  @Test
  void whatManySessionsDoGoesTogether() {
    List<Change> changes =
        List.of(
            START,
            new Change.KeepClosing(owed("a", 1, 7)),
            append(2, "b", 0, Kind.START),
            new Change.KeepClosing(owed("b", 1, 7)),
            new Change.Remove(99),
            new Change.Settle("c"));
    assertThat(Steps.of(changes)).containsExactly(changes);
  }

  @Test
  void changesOfOneSessionKeepTheirOrder() {
    assertThat(Steps.of(List.of(new Change.Settle("a"), new Change.KeepClosing(owed("a", 1, 7)))))
        .hasSize(2);
    assertThat(Steps.of(List.of(START, new Change.Remove(1)))).hasSize(2);
    assertThat(Steps.of(List.of(PROGRESS, new Change.Supersede("a", 6)))).hasSize(2);
    assertThat(Steps.of(List.of(new Change.MarkSent(5, true), new Change.Supersede("a", 6))))
        .hasSize(2);
  }

  @Test
  void aDialogThatIsForgottenStaysSo() {
    Change kept = new Change.KeepDialog(new KeptDialog("d", Instant.EPOCH, "{}"));
    Change forgotten = new Change.ForgetDialog("d");
    assertThat(Steps.of(List.of(kept, forgotten))).hasSize(1);
    assertThat(Steps.of(List.of(forgotten, kept))).hasSize(2);
  }

  @Test
  void aRecordThatTakesThePlaceOfAnotherComesAfterIt() {
    Change.Append instead = (Change.Append) START;
    List<Change> changes = List.of(new Change.Remove(1), instead);
    assertThat(Steps.of(changes)).containsExactly(changes);
  }
}
