package io.tollgate.charging.observer;

import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.record.UsedUnits;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Charging requests and answers in a few words each. */
public final class Words {
  private Words() {}

  public static String name(AccountingRecord record) {
    return "ACR " + record.type() + " " + record.number();
  }

  public static String meaning(AccountingRecord record) {
    return lower(record.reason()) + ", " + service(record.service());
  }

  public static String meaning(AccountingOutcome outcome) {
    if (outcome instanceof AccountingOutcome.Acknowledged ok) {
      Duration interval = ok.interimInterval();
      return "answered "
          + ok.resultCode()
          + (interval == null ? "" : ", interim every " + interval.toSeconds() + " s");
    }
    if (outcome instanceof AccountingOutcome.Rejected no) {
      return "refused " + no.resultCode() + ": in the dead letters (" + no.failedAvp() + ")";
    }
    if (outcome instanceof AccountingOutcome.Lost lost) {
      return "LOST: " + lost.why();
    }
    return "not delivered yet: kept in the journal";
  }

  public static String name(CreditRequest request) {
    return "CCR " + request.type() + " " + request.number();
  }

  public static String meaning(CreditRequest request) {
    StringJoiner words = new StringJoiner(", ");
    if (request.action() != null) {
      words.add(lower(request.action()));
    }
    for (ServiceUsage usage : request.services()) {
      usage.triggers().forEach(trigger -> words.add("because of " + lower(trigger)));
      usage.reasons().forEach(reason -> words.add("because of " + lower(reason)));
      for (UsedUnits used : usage.used()) {
        words.add("used " + amounts(used.units()));
        if (used.reason() != null) {
          words.add("because of " + lower(used.reason()));
        }
      }
      if (usage.requested() != null) {
        words.add(
            "asks for " + (usage.requested().isEmpty() ? "units" : amounts(usage.requested())));
      }
    }
    if (request.terminationCause() != null) {
      words.add("ends: " + lower(request.terminationCause()));
    }
    return words.add(service(request.service())).toString();
  }

  public static String meaning(CreditOutcome outcome) {
    if (outcome instanceof CreditOutcome.Undeliverable no) {
      return "not delivered: " + no.why();
    }
    if (outcome instanceof CreditOutcome.Unusable bad) {
      return "not understood: " + bad.why();
    }
    return meaning(((CreditOutcome.Answered) outcome).answer());
  }

  private static String meaning(CreditAnswer answer) {
    StringJoiner words = new StringJoiner(", ").add("answered " + answer.resultCode());
    for (ServiceGrant grant : answer.services()) {
      if (grant.resultCode() != null && grant.resultCode() != answer.resultCode()) {
        words.add("service " + grant.resultCode());
      }
      if (grant.granted() != null) {
        words.add("grants " + amounts(grant.granted()));
      }
      if (grant.finalUnit() != null) {
        words.add("final units: " + lower(grant.finalUnit().action()));
      }
      if (grant.triggers() != null) {
        words.add(
            "armed: "
                + grant.triggers().stream()
                    .map(trigger -> lower(trigger).replace(" nmb", " number"))
                    .sorted()
                    .collect(Collectors.joining(" and ")));
      }
    }
    if (answer.advice() != null) {
      words.add("says " + answer.advice());
    }
    return words.toString();
  }

  private static String amounts(Units units) {
    return units.amounts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            each ->
                each.getValue()
                    + switch (each.getKey()) {
                      case TIME -> " s";
                      case TOTAL_OCTETS -> " octets";
                      case INPUT_OCTETS -> " octets in";
                      case OUTPUT_OCTETS -> " octets out";
                      case SERVICE_SPECIFIC -> " service units";
                    })
        .collect(Collectors.joining(" and "));
  }

  private static String service(ServiceInformation service) {
    String text = service.method() + ", " + service.roster().count() + " participants";
    MessageCounters messages = service.messages();
    if (messages != null) {
      text += ", " + messages.sent() + " messages";
    }
    return service.causeCode() == null ? text : text + ", cause " + service.causeCode();
  }

  public static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
