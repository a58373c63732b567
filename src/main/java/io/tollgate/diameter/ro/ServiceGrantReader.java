package io.tollgate.diameter.ro;

import static io.tollgate.diameter.avp.CreditControlAvps.*;
import static io.tollgate.diameter.ro.CreditAnswerReader.optional;

import io.tollgate.charging.record.Octets;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Multiple-Services-Credit-Control 456 of an answer to a grant. */
final class ServiceGrantReader {
  private ServiceGrantReader() {}

  static ServiceGrant read(Avps service) {
    Avps granted = service.group(GRANTED_SERVICE_UNIT);
    byte[] refund = service.octets(REFUND_INFORMATION);
    OptionalLong result = service.unsigned32(BaseAvps.RESULT_CODE);
    return new ServiceGrant(
        optional(service, RATING_GROUP),
        optional(service, SERVICE_IDENTIFIER),
        result.isPresent() ? (int) result.getAsLong() : null,
        granted == null ? null : units(granted),
        tariffChange(granted),
        seconds(service, VALIDITY_TIME),
        CreditAnswerReader.finalUnit(service),
        optional(service, TIME_QUOTA_THRESHOLD),
        optional(service, VOLUME_QUOTA_THRESHOLD),
        optional(service, UNIT_QUOTA_THRESHOLD),
        seconds(service, QUOTA_HOLDING_TIME),
        seconds(service, QUOTA_CONSUMPTION_TIME),
        triggers(service),
        refund == null ? null : Octets.of(refund),
        granted != null && hasUnknownUnits(granted));
  }

  /** The command itself read as one service: the AVPs that both can have are the same. */
  static ServiceGrant readCommandLevel(Avps answer) {
    Avps granted = answer.group(GRANTED_SERVICE_UNIT);
    byte[] refund = answer.octets(REFUND_INFORMATION);
    return new ServiceGrant(
        null,
        null,
        null,
        granted == null ? null : units(granted),
        tariffChange(granted),
        seconds(answer, VALIDITY_TIME),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        refund == null ? null : Octets.of(refund),
        granted != null && hasUnknownUnits(granted));
  }

  /** Unsigned64 amounts beyond what a long holds are as good as unlimited. */
  private static Units units(Avps granted) {
    Map<UnitType, Long> amounts = new EnumMap<>(UnitType.class);
    for (UnitType type : UnitType.values()) {
      Avp avp = ServiceUsageWriter.avp(type);
      OptionalLong amount =
          type == UnitType.TIME ? granted.unsigned32(avp) : granted.integer64(avp);
      amount.ifPresent(value -> amounts.put(type, value < 0 ? Long.MAX_VALUE : value));
    }
    return new Units(amounts);
  }

  private static @Nullable Instant tariffChange(@Nullable Avps granted) {
    return granted == null ? null : granted.time(TARIFF_TIME_CHANGE);
  }

  private static @Nullable Duration seconds(Avps from, Avp avp) {
    Long seconds = optional(from, avp);
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  /** Types we cannot report are left out: a change nobody notices needs no re-authorisation. */
  private static @Nullable Set<TriggerType> triggers(Avps service) {
    Avps trigger = service.group(TRIGGER);
    if (trigger == null) {
      return null;
    }
    List<Integer> codes = trigger.integers32(TRIGGER_TYPE);
    Set<TriggerType> armed = EnumSet.noneOf(TriggerType.class);
    for (TriggerType type : TriggerType.values()) {
      if (codes.contains(type.code())) {
        armed.add(type);
      }
    }
    return armed;
  }

  private static boolean hasUnknownUnits(Avps granted) {
    Set<Integer> known =
        Set.of(
            TARIFF_TIME_CHANGE.code(),
            CC_TIME.code(),
            CC_TOTAL_OCTETS.code(),
            CC_INPUT_OCTETS.code(),
            CC_OUTPUT_OCTETS.code(),
            CC_SERVICE_SPECIFIC_UNITS.code());
    boolean[] unknown = new boolean[1];
    granted.forEach(
        (code, flags, vendor, data) -> unknown[0] |= vendor != 0 || !known.contains(code));
    return unknown[0];
  }
}
