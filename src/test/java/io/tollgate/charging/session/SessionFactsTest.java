package io.tollgate.charging.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.TimeSource;
import io.tollgate.charging.record.PeerHints;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What records say that were made later than what they tell of. */
class SessionFactsTest {

  /** OMA: a join or leave is charged with who it is; the conference itself has no callee. */
  @Test
  void whoJoinedStandsInTheRecordOfThatAndInNoLaterOne() {
    SessionFacts facts = facts(Samples.conference(ServiceProfile.IM));
    var join =
        Samples.event("INVITE", 3).withAcceptance(List.of("sip:carol@home.example"), "call-carol");
    facts.absorb(join);
    ServiceInformation record = facts.describe(join, null);
    assertThat(record.calledAsserted()).containsExactly("sip:carol@home.example");
    assertThat(record.correlation().outgoingCallId()).isEqualTo("call-carol");
    ServiceInformation later = facts.describe(Samples.event("BYE", 2), null);
    assertThat(later.calledAsserted()).isEmpty();
    assertThat(later.correlation().outgoingCallId()).isNull();
  }

  /** TS 32.299 6.1: between two, each record stands alone. */
  @Test
  void whoAnsweredStandsInEveryRecordOfASessionOfTwo() {
    SessionFacts facts = facts(Samples.oneToOne(ServiceProfile.IM));
    facts.absorb(
        Samples.event("INVITE", 2).withAcceptance(List.of("sip:bob@home.example"), "call-bob"));
    ServiceInformation later = facts.describe(Samples.event("BYE", 2), null);
    assertThat(later.calledAsserted()).containsExactly("sip:bob@home.example");
    assertThat(later.correlation().outgoingCallId()).isEqualTo("call-bob");
  }

  /**
   * TS 32.299 7.2, Online-Charging-Flag: by the address of an ECF in P-Charging-Function-Addresses.
   */
  @ParameterizedTest
  @CsvSource({"true, ecf.home.example, true", "true, '', false", "false, ecf.home.example, false"})
  void onlineChargingIsToldWhereTheSignallingNamedAnEcf(boolean charged, String ecf, boolean told) {
    SessionTerms terms = Samples.oneToOne(ServiceProfile.IM);
    SessionTerms named =
        new SessionTerms(
            terms.profile(),
            terms.kind(),
            terms.function(),
            terms.nodeRole(),
            terms.sessionType(),
            terms.parties(),
            terms.correlation(),
            new PeerHints(List.of(), ecf.isEmpty() ? List.of() : List.of(ecf)),
            null,
            null,
            null);
    SessionFacts facts = new SessionFacts(named, charged, TimeSource.SYSTEM);
    assertThat(facts.describe(Samples.event("INVITE", 2), null).onlineCharged()).isEqualTo(told);
  }

  private static SessionFacts facts(SessionTerms terms) {
    return new SessionFacts(terms, false, TimeSource.SYSTEM);
  }
}
