package io.tollgate.diameter.profile;

import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SubscriptionId;
import io.tollgate.charging.record.UnitType;
import io.tollgate.diameter.avp.Avp;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of OCS or CDF wants to be spoken to, where it differs from the standard form.
 *
 * @param title what it is called in reports
 * @param run whether it was run against the system that it is for, and with which version
 * @param serviceContexts Service-Context-Id by kind of service, by IM or CPM, or ({@code ""}) for
 *     all (RFC 8506 8.42)
 * @param subscriptions the types that are sent, in their order; empty for all as they come
 * @param subscriptionRules how each type is written
 * @param calledParty how Called-Party-Address 832 is written
 * @param requested what becomes of Requested-Service-Unit
 * @param zeroUsage whether a report says so when nothing was used
 * @param eventUnitsInCommand units of one-time events at command level (RFC 8506 6.3) and not in
 *     Multiple-Services-Credit-Control (TS 32.299 6.4)
 * @param avps what becomes of an AVP, by the end of its path
 * @param added constants
 * @param unknownTolerated whether unknown AVPs with the M flag in answers are skipped
 * @param overloadControl whether OC-Supported-Features is announced (RFC 7683)
 * @param messages how page messages are charged, if the profile decides it
 * @param refunds whether the OCS gives money back (REFUND_ACCOUNT)
 * @param ratings rating group and units of kinds of service, if the profile decides them
 */
public record Profile(
    String name,
    String title,
    String run,
    Map<String, String> serviceContexts,
    List<SubscriptionId.Type> subscriptions,
    Map<SubscriptionId.Type, SubscriptionRule> subscriptionRules,
    AddressFormat calledParty,
    Requested requested,
    boolean zeroUsage,
    boolean eventUnitsInCommand,
    Map<List<Integer>, AvpRule> avps,
    Map<String, AddedAvp> added,
    boolean unknownTolerated,
    boolean overloadControl,
    Optional<Messages> messages,
    boolean refunds,
    Map<ServiceKind, List<Rating>> ratings) {

  /** The form that records have without any profile. */
  public static final Profile STANDARD =
      new Profile(
          "standard",
          "the standard form",
          "",
          Map.of(),
          List.of(),
          Map.of(),
          AddressFormat.AS_IS,
          Requested.AS_IS,
          true,
          false,
          Map.of(),
          Map.of(),
          true,
          true,
          Optional.empty(),
          true,
          Map.of());

  public Profile {
    serviceContexts = Map.copyOf(serviceContexts);
    subscriptions = List.copyOf(subscriptions);
    subscriptionRules = Map.copyOf(subscriptionRules);
    avps = Map.copyOf(avps);
    added = Map.copyOf(added);
    ratings = Map.copyOf(ratings);
  }

  /** What becomes of Requested-Service-Unit. */
  public enum Requested {
    AS_IS,
    /** Always without an amount: the server decides (RFC 8506 8.18). */
    EMPTY,
    /** Without an amount where it would be zero. */
    ZERO_IS_EMPTY,
    /** Zero where there would be no amount. */
    EMPTY_IS_ZERO
  }

  /** How page messages are charged. */
  public enum Messages {
    /** Debited beforehand (IEC). */
    DEBIT,
    /** Reserved, and taken once delivered (ECUR). */
    RESERVE
  }

  /** The M flag of an AVP. */
  public enum Flag {
    AS_IS,
    SET,
    CLEAR
  }

  /**
   * What becomes of an AVP.
   *
   * @param into the group that it moves into; empty for the command itself; null to stay
   */
  public record AvpRule(Flag flag, boolean leftOut, boolean asText, @Nullable List<Avp> into) {
    static final AvpRule NOTHING = new AvpRule(Flag.AS_IS, false, false, null);
  }

  /** How a Subscription-Id of one type is written. */
  public record SubscriptionRule(SubscriptionId.Type as, AddressFormat format) {}

  /**
   * A constant.
   *
   * @param into the group that it stands in; empty for the command itself
   */
  public record AddedAvp(Avp avp, String value, List<Avp> into, In in) {

    /** Which requests have it. */
    public enum In {
      CCR,
      ACR,
      BOTH
    }
  }

  /** Rating group, service identifier and units of a kind of service. */
  public record Rating(
      ServiceKind kind, long group, @Nullable Long identifier, UnitType unit, long amount) {}

  /** Nothing is written differently. */
  boolean isPlain() {
    return serviceContexts.isEmpty()
        && subscriptions.isEmpty()
        && subscriptionRules.isEmpty()
        && calledParty == AddressFormat.AS_IS
        && requested == Requested.AS_IS
        && zeroUsage
        && !eventUnitsInCommand
        && avps.isEmpty()
        && added.isEmpty();
  }

  /** The narrowest Service-Context-Id that there is for it; null to leave the standard one. */
  @Nullable String serviceContext(ServiceKind kind, ServiceProfile profile) {
    String found = serviceContexts.get(key(kind));
    if (found == null) {
      found = serviceContexts.get(key(profile));
    }
    return found == null ? serviceContexts.get("") : found;
  }

  static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
