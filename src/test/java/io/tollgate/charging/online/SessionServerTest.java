package io.tollgate.charging.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.SessionServer;
import io.tollgate.charging.testkit.Answers;
import org.junit.jupiter.api.Test;

/** The server that has a session is part of what follows, and of what is owed (RFC 8506 5.7). */
class SessionServerTest {

  private static final SessionServer FIRST = new SessionServer("ocs1.example.com", false);

  private final CreditFixture credit = new CreditFixture(FailureHandling.TERMINATE);

  @Test
  void whatFollowsAGrantIsForTheServerThatGaveIt() {
    begin();
    credit.messages(10);
    assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.UPDATE);
    assertThat(credit.ocs.last().peers().server()).isEqualTo(FIRST);
    credit.ocs.grant(10);
    credit.end();
    assertThat(credit.ocs.last().type()).isEqualTo(CreditRequestType.TERMINATION);
    assertThat(credit.ocs.last().peers().server()).isEqualTo(FIRST);
  }

  /** A crash right after the grant must not leave a TERMINATION that goes anywhere. */
  @Test
  void whatIsOwedSaysSoFromTheGrantOn() {
    begin();
    assertThat(credit.ocs.owed.values())
        .extracting(owed -> owed.peers().server())
        .containsExactly(FIRST);
  }

  @Test
  void aServerThatDoesNotAnswerStillHasTheSession() {
    begin();
    credit.messages(10);
    credit.ocs.fail(true);
    credit.end();
    assertThat(credit.ocs.repeated)
        .extracting(request -> request.peers().server())
        .isNotEmpty()
        .allMatch(FIRST::equals);
  }

  /** Its reservation is there, if it is anywhere. */
  @Test
  void aSessionThatBeganWithoutAnAnswerIsEndedWhereItWasBegun() {
    credit.begin();
    credit.ocs.decide(new CreditOutcome.Undeliverable("timeout", true, "ocs1.example.com"));
    assertThat(credit.ocs.repeated)
        .extracting(CreditRequest::type)
        .contains(CreditRequestType.TERMINATION);
    assertThat(credit.ocs.repeated.get(credit.ocs.repeated.size() - 1).peers().server())
        .isEqualTo(FIRST);
  }

  private void begin() {
    credit.begin();
    CreditRequest initial = credit.ocs.last();
    assertThat(initial.peers().server()).isNull();
    credit.ocs.decide(
        new CreditOutcome.Answered(Answers.granting(initial, 10), "ocs1.example.com"));
  }
}
