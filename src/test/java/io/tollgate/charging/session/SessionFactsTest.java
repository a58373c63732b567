package io.tollgate.charging.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.TimeSource;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.PeerHints;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.testkit.Samples;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** TS 32.299 7.2, Number-Of-Participants: those invited at first, those attached afterwards. */
  @Test
  void aFirstRecordNamesThoseWhomItIsForAndWhatFollowsWhoIsAttachedThen() {
    SessionFacts facts = facts(Samples.conference(ServiceProfile.IM));
    AtomicInteger attached = new AtomicInteger(1);
    ChargingEvent begin = Samples.event("INVITE", 5).andThen(() -> Samples.roster(attached.get()));
    facts.absorb(begin);
    assertThat(facts.describe(begin, null).roster().count()).isEqualTo(5);
    attached.set(2);
    assertThat(facts.describeProgress(MessageCounters.ZERO).roster().count())
        .as("a record that usage makes before anybody has joined")
        .isEqualTo(2);
    assertThat(facts.describeProgress(MessageCounters.ZERO).cutOff(Instant.EPOCH).roster().count())
        .as("what is owed after a kill")
        .isEqualTo(2);
    ChargingEvent join = Samples.event("INVITE", 3);
    facts.absorb(join);
    assertThat(facts.describe(join, null).roster().count()).isEqualTo(3);
    ChargingEvent end = Samples.event("BYE", 3);
    facts.absorb(end);
    assertThat(facts.describe(end, null).roster().count()).isEqualTo(3);
    assertThat(facts.describeWhole(end, null).roster().count())
        .as("the only record, though it is made at the end")
        .isEqualTo(5);
  }

  @Test
  void aChangeThatIsTakenBackLeavesWhoIsAttachedAsItWas() {
    SessionFacts facts = facts(Samples.conference(ServiceProfile.IM));
    facts.absorb(Samples.event("INVITE", 5).andThen(() -> Samples.roster(2)));
    ChargingEvent join = Samples.event("INVITE", 3);
    Runnable takeBack = facts.undo(join);
    facts.absorb(join);
    takeBack.run();
    assertThat(facts.roster().count()).isEqualTo(2);
  }

  private static SessionFacts facts(SessionTerms terms) {
    return new SessionFacts(terms, false, TimeSource.SYSTEM);
  }
}
