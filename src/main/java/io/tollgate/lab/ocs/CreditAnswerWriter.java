package io.tollgate.lab.ocs;

import io.tollgate.lab.common.LabConfig;
import io.tollgate.lab.stack.AvpWriter;
import io.tollgate.lab.stack.Code;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Writes what is particular to a CCA. */
final class CreditAnswerWriter {

  private static final int MONEY_EXPONENT = -6;
  private static final int REDIRECT_TO_SIP_URI = 3;

  private CreditAnswerWriter() {}

  static void write(AvpWriter cca, CreditRequest request, CreditAnswer answer, LabConfig config) {
    choice(config.text("ocs.session-failover"), "NOT_SUPPORTED", "SUPPORTED")
        .ifPresent(value -> cca.unsigned32(Code.CC_SESSION_FAILOVER, value));
    answer.groups().forEach(group -> group(cca, request, answer, group));
    answer.noCredit().ifPresent(value -> cca.unsigned32(Code.CHECK_BALANCE_RESULT, value));
    answer
        .cost()
        .ifPresent(
            cost -> money(cca.group(Code.COST_INFORMATION), cost, config.number("ocs.currency")));
    String remaining = config.text("ocs.remaining-balance");
    if (!remaining.isEmpty()) {
      money(
          cca.tgppGroup(Code.REMAINING_BALANCE),
          Money.parse(remaining),
          config.number("ocs.currency"));
    }
    if (config.text("ocs.low-balance").equals("true")) {
      cca.tgppUnsigned32(Code.LOW_BALANCE_INDICATION, 1);
    }
    choice(config.text("ocs.failure-handling"), "TERMINATE", "CONTINUE", "RETRY_AND_TERMINATE")
        .ifPresent(value -> cca.unsigned32(Code.CREDIT_CONTROL_FAILURE_HANDLING, value));
    choice(config.text("ocs.debiting-failure-handling"), "TERMINATE_OR_BUFFER", "CONTINUE")
        .ifPresent(value -> cca.unsigned32(Code.DIRECT_DEBITING_FAILURE_HANDLING, value));
  }

  private static void group(
      AvpWriter cca, CreditRequest request, CreditAnswer answer, CreditAnswer.Group group) {
    boolean commandLevel =
        group.request().ratingGroup().isEmpty() && request.type() == CreditType.EVENT;
    if (commandLevel) {
      granted(cca, group.granted());
      return;
    }
    AvpWriter mscc = cca.group(Code.MULTIPLE_SERVICES_CREDIT_CONTROL);
    granted(mscc, group.granted());
    group.request().services().forEach(id -> mscc.unsigned32(Code.SERVICE_IDENTIFIER, id));
    group.request().ratingGroup().ifPresent(id -> mscc.unsigned32(Code.RATING_GROUP, id));
    mscc.unsigned32(Code.RESULT_CODE, group.result());
    if (!group.granted().isNone() && request.type() != CreditType.EVENT) {
      terms(mscc, group);
    }
    if (!answer.refundInformation().isEmpty()) {
      mscc.tgppOctets(
          Code.REFUND_INFORMATION, answer.refundInformation().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void terms(AvpWriter mscc, CreditAnswer.Group group) {
    GroupPlan plan = group.plan();
    if (plan.validity() > 0) {
      mscc.unsigned32(Code.VALIDITY_TIME, plan.validity());
    }
    threshold(mscc, Code.TIME_QUOTA_THRESHOLD, plan.thresholds().seconds());
    threshold(mscc, Code.VOLUME_QUOTA_THRESHOLD, plan.thresholds().octets());
    threshold(mscc, Code.UNIT_QUOTA_THRESHOLD, plan.thresholds().messages());
    plan.holdingTime().ifPresent(time -> mscc.tgppUnsigned32(Code.QUOTA_HOLDING_TIME, time));
    plan.consumptionTime()
        .ifPresent(time -> mscc.tgppUnsigned32(Code.QUOTA_CONSUMPTION_TIME, time));
    plan.triggers()
        .ifPresent(
            types -> {
              AvpWriter trigger = mscc.tgppGroup(Code.TRIGGER);
              types.forEach(type -> trigger.tgppUnsigned32(Code.TRIGGER_TYPE, type));
            });
    if (group.isFinal()) {
      finalUnits(mscc, plan);
    }
  }

  private static void finalUnits(AvpWriter mscc, GroupPlan plan) {
    AvpWriter indication = mscc.group(Code.FINAL_UNIT_INDICATION);
    indication.unsigned32(Code.FINAL_UNIT_ACTION, plan.finalAction().ordinal());
    if (plan.finalAction() == FinalAction.REDIRECT) {
      indication
          .group(Code.REDIRECT_SERVER)
          .unsigned32(Code.REDIRECT_ADDRESS_TYPE, REDIRECT_TO_SIP_URI)
          .text(Code.REDIRECT_SERVER_ADDRESS, plan.redirect());
    } else if (plan.finalAction() == FinalAction.RESTRICT_ACCESS) {
      if (plan.filter().isEmpty()) {
        indication.text(Code.RESTRICTION_FILTER_RULE, "permit in ip from any to any");
      } else {
        indication.text(Code.FILTER_ID, plan.filter());
      }
    }
  }

  private static void granted(AvpWriter parent, Units units) {
    if (units.isNone()) {
      return;
    }
    AvpWriter granted = parent.group(Code.GRANTED_SERVICE_UNIT);
    if (units.seconds() > 0) {
      granted.unsigned32(Code.CC_TIME, units.seconds());
    }
    if (units.octets() > 0) {
      granted.unsigned64(Code.CC_TOTAL_OCTETS, units.octets());
    }
    if (units.messages() > 0) {
      granted.unsigned64(Code.CC_SERVICE_SPECIFIC_UNITS, units.messages());
    }
  }

  private static void money(AvpWriter information, long amount, long currency) {
    information
        .group(Code.UNIT_VALUE)
        .unsigned64(Code.VALUE_DIGITS, amount)
        .unsigned32(Code.EXPONENT, MONEY_EXPONENT);
    information.unsigned32(Code.CURRENCY_CODE, currency);
  }

  private static void threshold(AvpWriter mscc, int code, long left) {
    if (left > 0) {
      mscc.tgppUnsigned32(code, left);
    }
  }

  private static OptionalInt choice(String value, String... names) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(value)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
