package io.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.UnitType;
import io.tollgate.ledger.Reconciliation.Facts;
import io.tollgate.ledger.RequestRow.Amount;
import io.tollgate.ledger.RequestRow.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

  @Test
  void whatWasUsedAfterTheLastRecordIsADifference() {
    Reconciliation found =
        of(3, record("START", 0, State.TAKEN, 0), record("STOP", 1, State.TAKEN, 2));
    assertThat(found.difference())
        .contains("Rf: 1 service specific of 3 not acknowledged")
        .contains("the last request reported less than was counted");
  }

  @Test
  void whatWasAcknowledgedTwiceIsADifference() {
    Reconciliation found =
        of(
            5,
            request("UPDATE", 1, State.TAKEN, 5, 5),
            request("TERMINATION", 2, State.TAKEN, 5, 5));
    assertThat(found.difference())
        .contains("Ro, rating group 1: 5 service specific more acknowledged than the 5")
        .contains("reported twice");
  }

  @Test
  void whatARefusedUpdateReportedAndTheNextReportedAgainCountsOnce() {
    assertThat(
            of(
                    5,
                    request("UPDATE", 1, State.REFUSED, 5, 0),
                    request("TERMINATION", 2, State.TAKEN, 5, 5))
                .isEven())
        .isTrue();
  }

  @Test
  void aDeadLetterIsWhereItsUnitsAre() {
    Reconciliation found =
        of(5, request("UPDATE", 1, State.TAKEN, 2, 2), request("TERMINATION", 2, State.DEAD, 3, 0));
    assertThat(found.isEven()).isTrue();
    assertThat(found.usage()).singleElement().extracting(UsageRow::dead).isEqualTo(3L);
  }

  @Test
  void aLostRecordIsNamed() {
    Reconciliation found =
        of(2, record("START", 0, State.TAKEN, 0), record("STOP", 1, State.LOST, 2));
    assertThat(found.difference()).contains("lost: neither delivered nor stored");
  }

  @Test
  void aReportOfProgressThatWasReplacedIsMissedByNobody() {
    assertThat(
            of(
                    2,
                    record("START", 0, State.TAKEN, 0),
                    progress(1),
                    record("STOP", 2, State.TAKEN, 2))
                .isEven())
        .isTrue();
  }

  @Test
  void aRefundTakesADebitBack() {
    Line debit = request("DIRECT_DEBITING", 0, State.TAKEN, 0, 1);
    Line refund = refundOf("b");
    Facts facts =
        new Facts(List.of(debit, refund), MessageCounters.ZERO, 0, false, Uncharged.NOTHING, false);
    assertThat(Reconciliation.of(facts).isEven()).isTrue();
  }

  /** A stored message that expires is a session of its own, and its debit was in another. */
  @Test
  void aRefundOfAnEarlierSessionsDebitIsNoDifference() {
    Line refund =
        new Line(
            row(
                ChargingInterface.CH2,
                "b",
                0,
                "REFUND_ACCOUNT",
                "",
                State.TAKEN,
                0,
                List.of(amount(0, 1))));
    Facts facts =
        new Facts(List.of(refund), MessageCounters.ZERO, 0, false, Uncharged.NOTHING, false);
    assertThat(Reconciliation.of(facts).isEven()).isTrue();
  }

  @Test
  void aDebitThatIsGivenBackTwiceIsADifference() {
    Line debit = request("DIRECT_DEBITING", 0, State.TAKEN, 0, 1);
    Line once = refundOf("b");
    Line twice = refundOf("c");
    Facts facts =
        new Facts(
            List.of(debit, once, twice), MessageCounters.ZERO, 0, false, Uncharged.NOTHING, false);
    assertThat(Reconciliation.of(facts).isEven()).isFalse();
  }

  private static Line refundOf(String session) {
    return new Line(
        row(
            ChargingInterface.CH2,
            session,
            0,
            "REFUND_ACCOUNT",
            "",
            State.TAKEN,
            0,
            List.of(amount(0, 1))));
  }

  @Test
  void whatOneRatingGroupLosesByPolicyIsNoExcuseForAnother() {
    Line both =
        new Line(
            row(
                ChargingInterface.CH2,
                "a",
                1,
                "TERMINATION",
                "",
                State.TAKEN,
                0,
                List.of(amount(1, 5, 5), amount(2, 3, 3))));
    Facts facts =
        new Facts(
            List.of(both),
            new MessageCounters(5, 0, 0, 0, 0, 0),
            0,
            true,
            Uncharged.NOTHING.with(7L),
            false);
    assertThat(Reconciliation.of(facts).difference()).contains("rating group 2: 2 service");
    Facts of2 =
        new Facts(
            List.of(both),
            new MessageCounters(5, 0, 0, 0, 0, 0),
            0,
            true,
            Uncharged.NOTHING.with(2L),
            false);
    assertThat(Reconciliation.of(of2).isEven()).isTrue();
  }

  @Test
  void whatWentUnchargedIsKeptAsItWas() {
    Uncharged some = Uncharged.NOTHING.with(7L).with(200L);
    assertThat(Uncharged.of(some.text())).isEqualTo(some);
    assertThat(Uncharged.of(some.with(null).text()).covers(1)).isTrue();
    assertThat(Uncharged.of(Uncharged.NOTHING.text())).isEqualTo(Uncharged.NOTHING);
    assertThat(Uncharged.of("the OCS says that it is free").covers(1)).isTrue();
  }

  private static Reconciliation of(long messages, Line... lines) {
    return Reconciliation.of(
        new Facts(
            List.of(lines),
            new MessageCounters(messages, 0, 0, 0, 0, 0),
            0,
            true,
            Uncharged.NOTHING,
            false));
  }

  private static Line record(String type, long number, State state, long messages) {
    return new Line(row(ChargingInterface.CH1, "a", number, type, "", state, messages, List.of()));
  }

  private static Line progress(long number) {
    return new Line(
        row(ChargingInterface.CH1, "a", number, "INTERIM", "usage", State.SENT, 1, List.of()));
  }

  private static Line request(String type, long number, State state, long used, long taken) {
    return new Line(
        row(ChargingInterface.CH2, "a", number, type, "", state, 0, List.of(amount(used, taken))));
  }

  private static Amount amount(long used, long taken) {
    return amount(1, used, taken);
  }

  private static Amount amount(long group, long used, long taken) {
    return new Amount(group, null, UnitType.SERVICE_SPECIFIC, 1, used, 10, taken);
  }

  private static RequestRow row(
      ChargingInterface where,
      String session,
      long number,
      String type,
      String why,
      State state,
      long messages,
      List<Amount> amounts) {
    return new RequestRow(
        where,
        session,
        number,
        type,
        why,
        Instant.EPOCH,
        null,
        state,
        2001,
        messages,
        0,
        0,
        2,
        amounts,
        null);
  }
}
