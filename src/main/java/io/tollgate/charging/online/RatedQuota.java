package io.tollgate.charging.online;

import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.TariffUsage;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.record.UsedUnits;
import io.tollgate.charging.session.Usage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rating group of a session: its grant, and what of its usage the OCS has acknowledged. What it
 * reports is always the difference to that, so nothing is reported twice and nothing is lost with
 * an unanswered request.
 */
final class RatedQuota {

  /** Where the rating group stands. */
  enum Status {
    /** Nothing was granted yet, or what was granted is handed back. */
    NONE,
    GRANTED,
    /** 4011 for this group alone. */
    FREE,
    /** A failed answer for this group alone, under CONTINUE: from then on nobody charges it. */
    UNCHARGED,
    /** The last units are used, and the service goes on where that is free (RFC 8506 5.6.3). */
    RESTRICTED,
    DENIED
  }

  private final RatedService service;
  private final Set<UnitType> types = EnumSet.noneOf(UnitType.class);
  private Status status = Status.NONE;
  private @Nullable Quota quota;
  private Usage acknowledged = Usage.NONE;
  private Usage reported = Usage.NONE;
  private @Nullable Usage tariffChanged;
  private boolean tariffReported;
  private boolean outstanding;
  private boolean carriesUsage;
  private boolean asked;
  private boolean handedBack;

  /** The last report was answered, and its units were not taken. */
  private boolean refused;

  /** Where charging ended, although the service goes on. */
  private @Nullable Usage chargedUntil;

  private long restrictedUntil = Quota.NEVER;

  RatedQuota(RatedService service) {
    this.service = service;
  }

  RatedService service() {
    return service;
  }

  Status status() {
    return status;
  }

  @Nullable Quota quota() {
    return status == Status.GRANTED ? quota : null;
  }

  /** The final unit of its grant, once that is used up. */
  @Nullable FinalUnit usedUpFinalUnit(Usage used) {
    Quota granted = quota();
    return granted == null || granted.isUsable(used) ? null : granted.finalUnit();
  }

  boolean isOutstanding() {
    return outstanding;
  }

  /** More was wanted with the last report. */
  boolean isAsked() {
    return asked;
  }

  /** Idle quota was returned; nothing is expected for it. */
  boolean isHandedBack() {
    return handedBack;
  }

  /** Usage up to here is nobody's: the session (re)opens now. */
  void startAt(Usage base) {
    acknowledged = base;
    reported = base;
    tariffChanged = null;
    refused = false;
    chargedUntil = null;
  }

  /** Nothing of it is asked for or held back any more. */
  boolean isFree() {
    return status == Status.FREE || status == Status.UNCHARGED;
  }

  boolean isRestricted() {
    return status == Status.RESTRICTED;
  }

  boolean matches(@Nullable Long ratingGroup, @Nullable Long serviceIdentifier) {
    return (ratingGroup == null || ratingGroup == service.ratingGroup())
        && (serviceIdentifier == null
            || service.serviceIdentifier() == null
            || serviceIdentifier.equals(service.serviceIdentifier()));
  }

  // --- reporting

  /** The first request: nothing is used, something is wanted. */
  ServiceUsage ask(Usage now) {
    outstanding = true;
    carriesUsage = false;
    asked = true;
    handedBack = false;
    reported = now;
    return new ServiceUsage(
        service.ratingGroup(),
        service.serviceIdentifier(),
        List.of(),
        service.requested(),
        Set.of(),
        Set.of());
  }

  /** An update: what was used since the last acknowledged report, and what is wanted next. */
  ServiceUsage report(Usage at, Due due, Set<TriggerType> triggers) {
    Usage now = chargedUntil == null ? at : chargedUntil;
    boolean bare = due.isNothing() && triggers.isEmpty();
    outstanding = true;
    carriesUsage = !bare || isAnythingUnreported(now);
    handedBack = due.handsBack();
    asked = due.asksForMore();
    restrictedUntil = Quota.NEVER;
    reported = at;
    tariffReported = tariffChanged != null;
    return new ServiceUsage(
        service.ratingGroup(),
        service.serviceIdentifier(),
        carriesUsage ? used(now, bare ? spent() : due.units()) : List.of(),
        asked ? service.requested() : null,
        due.whole(),
        triggers);
  }

  /**
   * The end: all that was not reported, or was reported in vain. Changes nothing here, so it can be
   * noted in advance, also while a report is on its way.
   */
  ServiceUsage close(Usage end) {
    Usage now = chargedUntil == null ? end : chargedUntil;
    boolean isReported = outstanding && carriesUsage;
    return new ServiceUsage(
        service.ratingGroup(),
        service.serviceIdentifier(),
        split(
            now,
            isReported ? reported : acknowledged,
            isReported && tariffReported ? null : tariffChanged,
            types(),
            null),
        null,
        Set.of(ReportingReason.FINAL),
        Set.of(),
        chargedUntil != null);
  }

  /** The last report is made: what is used from here on is in none. */
  void closed(Usage end) {
    acknowledged = chargedUntil == null ? end : chargedUntil;
    reported = acknowledged;
    outstanding = false;
    tariffChanged = null;
    tariffReported = false;
  }

  /** The end of a session that nobody used: it gives back what is reserved (RFC 8506 5.4). */
  ServiceUsage closeUnused() {
    return new ServiceUsage(
        service.ratingGroup(),
        service.serviceIdentifier(),
        List.of(new UsedUnits(difference(acknowledged, acknowledged, types()), null, null)),
        null,
        Set.of(ReportingReason.FINAL),
        Set.of());
  }

  boolean isAnythingUnreported(Usage end) {
    if (status == Status.FREE) {
      return false;
    }
    Usage now = chargedUntil == null ? end : chargedUntil;
    return types().stream().anyMatch(type -> now.since(acknowledged, type) > 0);
  }

  /** Units that went beyond a quota that is gone: no report is without its reason (7.2.175). */
  private Map<UnitType, ReportingReason> spent() {
    Map<UnitType, ReportingReason> reasons = new EnumMap<>(UnitType.class);
    types().forEach(type -> reasons.put(type, ReportingReason.QUOTA_EXHAUSTED));
    return reasons;
  }

  private List<UsedUnits> used(Usage now, Map<UnitType, ReportingReason> reasons) {
    List<UsedUnits> all = new ArrayList<>();
    Map<ReportingReason, Set<UnitType>> byReason = new EnumMap<>(ReportingReason.class);
    Set<UnitType> others = EnumSet.copyOf(types());
    reasons.forEach(
        (type, reason) -> {
          byReason.computeIfAbsent(reason, r -> EnumSet.noneOf(UnitType.class)).add(type);
          others.remove(type);
        });
    byReason.forEach(
        (reason, concerned) ->
            all.addAll(split(now, acknowledged, tariffChanged, concerned, reason)));
    if (!others.isEmpty()) {
      ReportingReason reason = reasons.isEmpty() ? null : ReportingReason.OTHER_QUOTA_TYPE;
      all.addAll(split(now, acknowledged, tariffChanged, others, reason));
    }
    return all;
  }

  /** Before and after a tariff change, where one lies in between (RFC 8506 5.1.1). */
  private static List<UsedUnits> split(
      Usage now,
      Usage since,
      @Nullable Usage change,
      Set<UnitType> concerned,
      @Nullable ReportingReason reason) {
    if (change == null) {
      return List.of(new UsedUnits(difference(now, since, concerned), reason, null));
    }
    return List.of(
        new UsedUnits(difference(change, since, concerned), reason, TariffUsage.BEFORE),
        new UsedUnits(difference(now, change, concerned), reason, TariffUsage.AFTER));
  }

  private static Units difference(Usage now, Usage earlier, Set<UnitType> concerned) {
    Map<UnitType, Long> amounts = new EnumMap<>(UnitType.class);
    concerned.forEach(type -> amounts.put(type, now.since(earlier, type)));
    return new Units(amounts);
  }

  /** Every type that was ever granted; before that, those that were asked for. */
  private Set<UnitType> types() {
    if (!types.isEmpty()) {
      return types;
    }
    Set<UnitType> asked = service.requested().amounts().keySet();
    return asked.isEmpty() ? Set.of(UnitType.SERVICE_SPECIFIC) : asked;
  }

  // --- answers

  /** The report was answered with success. */
  void acknowledge() {
    outstanding = false;
    refused = false;
    if (carriesUsage) {
      acknowledged = reported;
    }
    if (isRestricted()) {
      // What was used meanwhile is free, and what follows is too, unless more is granted.
      acknowledged = reported;
      chargedUntil = reported;
    }
    if (tariffReported) {
      tariffChanged = null;
      tariffReported = false;
    }
  }

  /** The report's units were not taken; the next one repeats them. */
  void unanswered() {
    outstanding = false;
  }

  /** The same, while the reports of other groups may have been taken. */
  void refused() {
    outstanding = false;
    refused = true;
  }

  boolean isAnythingRefused() {
    return refused;
  }

  Usage reportedAt() {
    return reported;
  }

  void grant(Quota granted) {
    status = Status.GRANTED;
    quota = granted;
    types.addAll(granted.types());
  }

  void become(Status other) {
    status = other;
    quota = null;
  }

  /** 4011: what was reported with it is not charged either. */
  void becomeFree() {
    become(Status.FREE);
  }

  /** From that report on the service goes on without credit control. */
  void becomeUncharged(Usage from) {
    become(Status.UNCHARGED);
    chargedUntil = from;
  }

  /**
   * What is used from now on is free: the last units are used, and it goes where it may.
   *
   * @param now where charging ends, if it has not ended before
   * @param until when more is to be asked for, on the monotonic clock
   */
  void restrict(Usage now, long until) {
    become(Status.RESTRICTED);
    chargedUntil = chargedUntil == null ? now : chargedUntil;
    restrictedUntil = until;
  }

  /** Units are granted anew: what is used from here on is charged again. */
  void liftRestriction(Usage from) {
    if (isRestricted()) {
      startAt(from);
    }
  }

  /**
   * The answer to the report of the last units says how long it is to be without (RFC 8506 5.6),
   * whether it was restricted or the user was redirected.
   */
  void withoutUnitsUntil(long until) {
    restrictedUntil = until;
    quota = quota == null ? null : quota.withValidUntil(until);
  }

  /** When a restricted group asks for more, on the monotonic clock; {@link Quota#NEVER} if not. */
  long restrictedUntil() {
    return isRestricted() ? restrictedUntil : Quota.NEVER;
  }

  /** The tariff changes now (Tariff-Time-Change 451). */
  void tariffChanges(Usage now) {
    if (tariffChanged == null && !isRestricted()) {
      tariffChanged = now;
    }
  }
}
