package io.tollgate.lab.ocs;

import static io.tollgate.lab.ocs.Ccr.event;
import static io.tollgate.lab.ocs.Ccr.initial;
import static io.tollgate.lab.ocs.Ccr.messages;
import static io.tollgate.lab.ocs.Ccr.termination;
import static io.tollgate.lab.ocs.Ccr.update;
import static io.tollgate.lab.ocs.Ccr.used;
import static io.tollgate.lab.ocs.Ccr.usedAndWants;
import static io.tollgate.lab.ocs.Ccr.wants;
import static io.tollgate.lab.ocs.Ccr.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.lab.common.LabConfig;
import org.junit.jupiter.api.Test;

/** What the engine grants, reserves and debits. */
class OcsTest {

  private LabConfig config = LabConfig.defaults();

  private Ocs ocs(String... settings) {
    for (int i = 0; i < settings.length; i += 2) {
      config = config.with("ocs." + settings[i], settings[i + 1]);
    }
    return new Ocs(config);
  }

  private static long balance(Ocs ocs) {
    return ocs.account(Ccr.ALICE).balance();
  }

  @Test
  void eachUnitHasItsPrice() {
    Ocs ocs = ocs("price.message", "0.2", "price.octet", "0.000003", "price.minute", "0.6");
    ocs.handle(initial(wants(1)));
    ocs.handle(termination(1, used(1, new Units(2, 1000, 30))));
    // 2 messages, 1000 octets, half a minute.
    assertThat(balance(ocs)).isEqualTo(Money.parse("1000") - Money.parse("0.703"));
  }

  @Test
  void participantsArePaidForOnceEach() {
    Ocs ocs = ocs("price.participant", "2", "price.message", "0");
    ocs.handle(with(initial(wants(1)), 2));
    ocs.handle(with(update(1, wants(1)), 5));
    ocs.handle(with(update(2, wants(1)), 3));
    ocs.handle(with(update(3, wants(1)), 6));
    ocs.handle(termination(4));
    assertThat(ocs.session("s;1").orElseThrow().spent()).isEqualTo(Money.parse("12"));
  }

  @Test
  void aGroupHasItsOwnPriceGrantAndResult() {
    Ocs ocs = ocs("rg.7.grant.messages", "3", "rg.7.price.message", "1", "rg.8.result", "4010");
    CreditAnswer answer = ocs.handle(initial(wants(7), wants(8), wants(9)));
    assertThat(answer.result()).isEqualTo(2001);
    assertThat(answer.groups())
        .extracting(CreditAnswer.Group::result)
        .containsExactly(2001L, 4010L, 2001L);
    assertThat(answer.groups().get(0).granted().messages()).isEqualTo(3);
    assertThat(answer.groups().get(2).granted().messages()).isEqualTo(10);
  }

  @Test
  void whatIsAskedForIsGrantedIfItCanBePaid() {
    Ocs ocs = ocs();
    assertThat(ocs.handle(initial(wants(1, messages(50)))).groups().get(0).granted())
        .isEqualTo(messages(50));
  }

  @Test
  void theLastMoneyBuysTheLastUnits() {
    Ocs ocs = ocs("balance", "0.35", "grant.octets", "0", "grant.seconds", "0");
    CreditAnswer.Group group = ocs.handle(initial(wants(1))).groups().get(0);
    assertThat(group.granted()).isEqualTo(messages(3));
    assertThat(group.isFinal()).isTrue();
  }

  @Test
  void theGrantThatIsSaidToBeTheLastIs() {
    Ocs ocs = ocs("final.after", "2");
    assertThat(ocs.handle(initial(wants(1))).groups().get(0).isFinal()).isFalse();
    assertThat(ocs.handle(update(1, usedAndWants(1, messages(10)))).groups().get(0).isFinal())
        .isTrue();
  }

  @Test
  void reservedMoneyIsNotThereForOthers() {
    Ocs ocs = ocs("balance", "1");
    ocs.handle(initial(wants(1)));
    assertThat(ocs.handle(event(0, wants(1, messages(1)))).result()).isEqualTo(4012);
    assertThat(ocs.handle(event(2, wants(1, messages(1)))).noCredit()).hasValue(1);
  }

  @Test
  void enquiriesCostNothing() {
    Ocs ocs = ocs();
    assertThat(ocs.handle(event(2, wants(1, messages(1)))).noCredit()).hasValue(0);
    assertThat(ocs.handle(event(3, wants(1, messages(4)))).cost()).hasValue(Money.parse("0.4"));
    assertThat(balance(ocs)).isEqualTo(Money.parse("1000"));
    assertThat(ocs.handle(event(9, wants(1))).result()).isEqualTo(5005);
  }

  @Test
  void aRefundGivesBackWhatTheDebitTook() {
    Ocs ocs = ocs();
    ocs.handle(event(0, wants(1, messages(5))));
    assertThat(balance(ocs)).isEqualTo(Money.parse("999.5"));
    ocs.handle(event(1, wants(1, messages(5))));
    assertThat(balance(ocs)).isEqualTo(Money.parse("1000"));
  }

  @Test
  void aRepeatCostsNothingAndGetsTheSameAnswer() {
    Ocs ocs = ocs();
    ocs.handle(initial(wants(1)));
    CreditAnswer once = ocs.handle(update(1, usedAndWants(1, messages(4))));
    assertThat(ocs.handle(update(1, usedAndWants(1, messages(4))))).isEqualTo(once);
    assertThat(ocs.session("s;1").orElseThrow().spent()).isEqualTo(Money.parse("0.4"));
    assertThat(ocs.session("s;1").orElseThrow().duplicates()).isEqualTo(1);
  }

  @Test
  void strangersAreUnknownWhereAccountsAreNotOpenedOnUse() {
    assertThat(ocs("unknown-users", "refuse").handle(initial(wants(1))).result()).isEqualTo(5030);
  }

  @Test
  void usageBeyondTheGrantIsPaidFor() {
    Ocs ocs = ocs("balance", "1");
    ocs.handle(initial(wants(1)));
    ocs.handle(termination(1, used(1, messages(15))));
    assertThat(balance(ocs)).isEqualTo(Money.parse("-0.5"));
  }
}
