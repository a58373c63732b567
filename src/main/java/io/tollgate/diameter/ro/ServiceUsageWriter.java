package io.tollgate.diameter.ro;

import static io.tollgate.diameter.avp.CreditControlAvps.*;

import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.Octets;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.TariffUsage;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.record.UsedUnits;
import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.AvpWriter;
import org.jspecify.annotations.Nullable;

/** Writes Multiple-Services-Credit-Control 456 of a request, in its 3GPP form. */
final class ServiceUsageWriter {
  private static final long UNSIGNED_32 = 0xFFFF_FFFFL;

  private final boolean zeroUsage;
  private final boolean eventUnitsInCommand;

  ServiceUsageWriter(boolean zeroUsage, boolean eventUnitsInCommand) {
    this.zeroUsage = zeroUsage;
    this.eventUnitsInCommand = eventUnitsInCommand;
  }

  void write(AvpWriter out, CreditRequest request) {
    Octets refund = request.refundInformation();
    if (eventUnitsInCommand && request.type() == CreditRequestType.EVENT) {
      for (ServiceUsage service : request.services()) {
        serviceIdentifier(out, service);
        requested(out, service);
      }
      refund(out, refund);
      return;
    }
    for (ServiceUsage service : request.services()) {
      int mark = out.begin(MULTIPLE_SERVICES_CREDIT_CONTROL);
      requested(out, service);
      for (UsedUnits used : service.used()) {
        used(out, used);
      }
      serviceIdentifier(out, service);
      out.unsigned32(RATING_GROUP, service.ratingGroup());
      for (ReportingReason reason : service.reasons()) {
        out.integer32(REPORTING_REASON, reason.code());
      }
      triggers(out, service);
      refund(out, refund);
      out.end(mark);
    }
  }

  /** An empty one lets the server decide; none at all asks for nothing more (RFC 8506 5.2). */
  private static void requested(AvpWriter out, ServiceUsage service) {
    Units requested = service.requested();
    if (requested != null) {
      int mark = out.begin(REQUESTED_SERVICE_UNIT);
      units(out, requested);
      out.end(mark);
    }
  }

  private void used(AvpWriter out, UsedUnits used) {
    if (!zeroUsage && used.units().amounts().values().stream().allMatch(amount -> amount == 0)) {
      return;
    }
    int mark = out.begin(USED_SERVICE_UNIT);
    ReportingReason reason = used.reason();
    if (reason != null) {
      out.integer32(REPORTING_REASON, reason.code());
    }
    TariffUsage tariff = used.tariff();
    if (tariff != null) {
      out.integer32(TARIFF_CHANGE_USAGE, tariff.code());
    }
    units(out, used.units());
    out.end(mark);
  }

  private static void units(AvpWriter out, Units units) {
    for (UnitType type : UnitType.values()) {
      Long amount = units.amounts().get(type);
      if (amount != null) {
        switch (type) {
          case TIME -> out.unsigned32(CC_TIME, Math.min(amount, UNSIGNED_32));
          case TOTAL_OCTETS, INPUT_OCTETS, OUTPUT_OCTETS, SERVICE_SPECIFIC ->
              out.unsigned64(avp(type), amount);
        }
      }
    }
  }

  static Avp avp(UnitType type) {
    return switch (type) {
      case TIME -> CC_TIME;
      case TOTAL_OCTETS -> CC_TOTAL_OCTETS;
      case INPUT_OCTETS -> CC_INPUT_OCTETS;
      case OUTPUT_OCTETS -> CC_OUTPUT_OCTETS;
      case SERVICE_SPECIFIC -> CC_SERVICE_SPECIFIC_UNITS;
    };
  }

  private static void serviceIdentifier(AvpWriter out, ServiceUsage service) {
    Long identifier = service.serviceIdentifier();
    if (identifier != null) {
      out.unsigned32(SERVICE_IDENTIFIER, identifier);
    }
  }

  private static void triggers(AvpWriter out, ServiceUsage service) {
    if (!service.triggers().isEmpty()) {
      int mark = out.begin(TRIGGER);
      for (TriggerType trigger : service.triggers()) {
        out.integer32(TRIGGER_TYPE, trigger.code());
      }
      out.end(mark);
    }
  }

  private static void refund(AvpWriter out, @Nullable Octets refund) {
    if (refund != null) {
      out.octets(REFUND_INFORMATION, refund.bytes());
    }
  }
}
