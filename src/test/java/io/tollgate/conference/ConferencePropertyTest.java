package io.tollgate.conference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.SessionType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens, in whatever order: one end, one number, nothing left. */
class ConferencePropertyTest {

  private static final List<String> NAMES = List.of("bob", "carol", "dave", "erin", "frank");

  @Property(tries = 3000)
  void offlineEveryOrderOfEventsEndsOnce(@ForAll long seed) {
    new Play(seed, new FakeFocus(FakeFocus.OFFLINE, SessionType.AD_HOC, policy(seed))).run();
  }

  @Property(tries = 3000)
  void cpmOfflineEveryOrderOfEventsEndsOnce(@ForAll long seed) {
    new Play(seed, new FakeFocus(FakeFocus.CPM_OFFLINE, SessionType.AD_HOC, policy(seed))).run();
  }

  @Property(tries = 3000)
  void onlineEveryOrderOfEventsEndsOnce(@ForAll long seed) {
    FakeFocus focus = new FakeFocus(FakeFocus.ONLINE, SessionType.AD_HOC, policy(seed));
    focus.charging.answersAtOnce = false;
    new Play(seed, focus).run();
  }

  private static ConferencePolicy policy(long seed) {
    return new ConferencePolicy(
        1 + (int) (seed & 1), (seed & 2) != 0, Duration.ZERO, 6, (seed & 4) != 0);
  }

  private static final class Play {
    private final Random random;
    private final FakeFocus focus;
    private final Conference conference;
    private final List<FakeFocus.FakeLeg> legs = new ArrayList<>();
    private final List<FakeFocus.FakeLeg> reported = new ArrayList<>();
    private FakeFocus.FakeLeg alice;

    Play(long seed, FakeFocus focus) {
      this.random = new Random(seed);
      this.focus = focus;
      this.conference = focus.conference;
      int invited = random.nextInt(NAMES.size());
      this.alice = focus.initiate(NAMES.subList(0, invited).toArray(String[]::new));
      legs.add(alice);
    }

    void run() {
      for (int i = 0; i < 60; i++) {
        step();
        check();
      }
      settle();
      if (!conference.isOver()) {
        conference.end(Release.unused("test is over"));
      }
      settle();
      theEnd();
    }

    private void step() {
      FakeFocus.FakeLeg leg = anyLeg();
      switch (random.nextInt(16)) {
        case 0, 1, 2 -> answer(true);
        case 3 -> answer(false);
        case 4 -> conference.ringing(leg);
        case 5, 6 -> conference.confirmed(leg);
        case 7 -> {
          if (!leg.gone) {
            leg.gone = true;
            conference.departed(leg, null);
          }
        }
        case 8 -> conference.remove(FakeFocus.user(anyName()), Release.REMOVED, null);
        case 9 -> legs.add(focus.dialIn(anyName()));
        case 10 -> conference.modificationRequested(leg, focus.new Change(random.nextBoolean()));
        case 11 -> renegotiated(leg);
        case 12, 13 -> gate();
        case 14 -> report(leg);
        default -> rarely(leg);
      }
    }

    private void rarely(FakeFocus.FakeLeg leg) {
      switch (random.nextInt(6)) {
        case 0 -> {
          if (!leg.gone && !focus.log.contains("200 " + leg.name)) {
            leg.gone = true;
            conference.cancelled(leg);
          }
        }
        case 1 -> {
          if (!leg.gone) {
            leg.gone = true;
            conference.unconfirmed(leg);
          }
        }
        case 2 -> conference.endByCharging(new Refusal(402, "no credit", null));
        case 3 -> conference.invite(FakeFocus.invitation(anyName()), (status, reason) -> {});
        case 4 -> conference.nodeFailure();
        default -> conference.end(Release.unused("by the operator"));
      }
    }

    private void answer(boolean yes) {
      List<FakeFocus.FakeLeg> open =
          focus.dialled.values().stream().filter(leg -> !leg.answered && !leg.gone).toList();
      if (open.isEmpty()) {
        return;
      }
      FakeFocus.FakeLeg leg = open.get(random.nextInt(open.size()));
      leg.answered = true;
      if (yes) {
        conference.accepted(leg, new Acceptance(null, List.of()));
      } else {
        leg.gone = true;
        conference.rejected(leg, 486, "Busy Here");
      }
    }

    private String anyName() {
      return NAMES.get(random.nextInt(NAMES.size()));
    }

    private FakeFocus.FakeLeg anyLeg() {
      List<FakeFocus.FakeLeg> all = new ArrayList<>(legs);
      all.addAll(focus.dialled.values());
      return all.get(random.nextInt(all.size()));
    }

    private void renegotiated(FakeFocus.FakeLeg leg) {
      ChangeOffer asked = leg.asked;
      if (asked != null) {
        leg.asked = null;
        boolean yes = random.nextBoolean();
        conference.renegotiated(asked, yes, yes ? 200 : 488);
      }
    }

    private void gate() {
      ScriptedCharging.Gate gate = focus.charging.gates.poll();
      if (gate != null) {
        if (random.nextInt(4) == 0) {
          refuse(gate);
        } else {
          gate.grant();
        }
      }
    }

    /** What cannot be refused is granted: a denied end or leave changes nothing. */
    private static void refuse(ScriptedCharging.Gate gate) {
      switch (gate.procedure()) {
        case END, RELEASE, LEAVE, INITIATION_FAILED, NODE_FAILURE, MODIFICATION_CORRECTED ->
            gate.grant();
        default -> gate.refuse(402);
      }
    }

    private void report(FakeFocus.FakeLeg leg) {
      if (leg.released && !reported.contains(leg)) {
        leg.gone = true;
        reported.add(leg);
        conference.released(leg);
      }
    }

    private void settle() {
      for (int i = 0; i < 50; i++) {
        gate();
        List<FakeFocus.FakeLeg> all = new ArrayList<>(focus.everyLeg);
        all.forEach(
            leg -> {
              renegotiated(leg);
              report(leg);
            });
      }
    }

    private void check() {
      focus.charging.charges.forEach(
          charge -> {
            List<Participant> list = charge.event().roster().participants();
            assertThat(new HashSet<>(list)).hasSameSizeAs(list);
          });
      assertThat(conference.present()).isLessThanOrEqualTo(conference.attached());
      if (!conference.isOver()) {
        assertThat(conference.participants().stream().filter(p -> p.state().isAttached()))
            .hasSize(conference.attached());
      }
    }

    private void theEnd() {
      assertThat(focus.ended).as("ended; %s", focus.log).isTrue();
      assertThat(conference.attached()).isZero();
      assertThat(conference.participants()).isEmpty();
      long ends =
          focus.charging.count(Procedure.END)
              + focus.charging.count(Procedure.RELEASE)
              + focus.charging.count(Procedure.NODE_FAILURE)
              + focus.charging.count(Procedure.INITIATION_FAILED);
      boolean denied = ends == 0 && focus.charging.count(Procedure.INITIATE_GROUP) == 1;
      assertThat(ends == 1 || denied)
          .as("one end: %s %s", focus.charging.placed(), focus.log)
          .isTrue();
      focus.everyLeg.forEach(
          leg ->
              assertThat(leg.released || leg.gone)
                  .as("leg %s is let go of; %s", leg.id, focus.log)
                  .isTrue());
    }
  }
}
