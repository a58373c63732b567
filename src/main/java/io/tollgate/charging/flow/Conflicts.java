package io.tollgate.charging.flow;

import static io.tollgate.charging.flow.Step.ANSWER_ORIGINATOR;
import static io.tollgate.charging.flow.Step.AWAIT_FIRST_ACCEPTANCE;
import static io.tollgate.charging.flow.Step.CHARGE_OFFLINE;
import static io.tollgate.charging.flow.Step.FORWARD;

import io.tollgate.charging.record.ServiceProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the standards contradict themselves or each other, and how each conflict is settled. The
 * ones that are settled without a choice: C1 (a figure's StartRecord, Start Request or StartRequest
 * is a START or an INITIAL, and so on), C3 (the trigger is the re-INVITE, the time is the step's;
 * Time-Stamps 833 show both), C4 (after FORWARD the originator is answered once the record is
 * durable, not once the CDF has it), C5 (the client checks the trigger conditions, TS 32.299
 * Trigger-Type), C8 (the BYE that ends a conference is its END, never a LEAVE before it), C9 and
 * C10 (own ids for flows, codes for AVPs), C12 (the last chunk's acceptance counts, not its 200).
 *
 * @param offlineModify C2: when an offline modification is charged
 * @param obeyTriggers C6: a Trigger AVP of the OCS restricts joins and leaves of IM (F5) and
 *     modifications (F6, F10) too, which the figures charge without a condition: what it leaves out
 *     then happens without a gate
 * @param cpmParticipants C6: what CPM does online while the OCS has armed nothing
 * @param participantsAtParticipating C7: joins and leaves are charged online at the PF too
 * @param awaitOfflineAnswer C11: profiles whose offline modification waits for the CDF's answer
 * @param offlineAnswerLimit C11: and for how long at most
 * @param refusedRecipient C13: what becomes of a recipient who refuses an answered modification
 * @param dialInCharge C15: when an offline dial-in join is charged
 * @param conferencePays C16: who pays at the controlling function
 */
public record Conflicts(
    Map<ServiceProfile, ModifyOrder> offlineModify,
    boolean obeyTriggers,
    ParticipantDefault cpmParticipants,
    boolean participantsAtParticipating,
    Set<ServiceProfile> awaitOfflineAnswer,
    Duration offlineAnswerLimit,
    RefusedRecipient refusedRecipient,
    DialInCharge dialInCharge,
    ConferencePayer conferencePays) {

  /** C2. */
  public enum ModifyOrder {
    CHARGE_FIRST(List.of(CHARGE_OFFLINE, ANSWER_ORIGINATOR, FORWARD)),
    AFTER_FIRST_200(List.of(FORWARD, AWAIT_FIRST_ACCEPTANCE, CHARGE_OFFLINE, ANSWER_ORIGINATOR));

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Step> steps;

    ModifyOrder(List<Step> steps) {
      this.steps = steps;
    }
  }

  /** C6. */
  public enum ParticipantDefault {
    ANY_CHANGE,
    THRESHOLDS,
    NEVER
  }

  /** C13. */
  public enum RefusedRecipient {
    KEEP_FORMER_MEDIA,
    DROP
  }

  /** C15. */
  public enum DialInCharge {
    ON_ACK,
    ON_200
  }

  public static final Conflicts DEFAULT =
      new Conflicts(
          Map.of(
              ServiceProfile.IM, ModifyOrder.CHARGE_FIRST,
              ServiceProfile.CPM, ModifyOrder.AFTER_FIRST_200),
          false,
          ParticipantDefault.ANY_CHANGE,
          false,
          Set.of(ServiceProfile.IM),
          Duration.ofSeconds(1),
          RefusedRecipient.KEEP_FORMER_MEDIA,
          DialInCharge.ON_ACK,
          ConferencePayer.OWNER);

  public Conflicts {
    offlineModify = Map.copyOf(offlineModify);
    awaitOfflineAnswer = Set.copyOf(awaitOfflineAnswer);
    if (offlineAnswerLimit.isNegative()) {
      throw new IllegalArgumentException(
          "offlineAnswerLimit: " + offlineAnswerLimit + " (expected: >= 0)");
    }
  }

  /** The flow book as these choices have it. */
  public FlowBook flowBook(List<FlowOverride> overrides) {
    List<FlowOverride> all = new ArrayList<>();
    new EnumMap<>(offlineModify)
        .forEach(
            (profile, order) ->
                all.add(
                    new FlowOverride(profile, Charging.OFFLINE, Procedure.MODIFY, order.steps)));
    if (dialInCharge == DialInCharge.ON_200) {
      for (ServiceProfile profile : ServiceProfile.values()) {
        all.add(
            new FlowOverride(
                profile,
                Charging.OFFLINE,
                Procedure.DIAL_IN_JOIN,
                List.of(ANSWER_ORIGINATOR, CHARGE_OFFLINE)));
      }
    }
    all.addAll(overrides);
    return new FlowBook(all);
  }
}
