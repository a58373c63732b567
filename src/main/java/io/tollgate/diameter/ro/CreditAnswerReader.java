package io.tollgate.diameter.ro;

import static io.tollgate.diameter.avp.CreditControlAvps.*;

import io.tollgate.charging.record.AdviceOfCharge;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.DebitFailureHandling;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.FailedAvpText;
import io.tollgate.diameter.command.MessageCodec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** CCA to credit answer (RFC 8506 3.2, TS 32.299 6.4). */
final class CreditAnswerReader {
  private static final int REDIRECT = 1;
  private static final int RESTRICT_ACCESS = 2;
  private static final int SIP_URI = 3;

  /** Fit to stand in a header. */
  private static final Pattern SIP = Pattern.compile("(?i)sips?:[\\x21-\\x7e&&[^<>\"]]+");

  private static final int ENOUGH_CREDIT = 0;
  private static final int LOW_BALANCE = 1;

  private CreditAnswerReader() {}

  static CreditAnswer read(Avps answer) {
    OptionalInt failover = answer.integer32(CC_SESSION_FAILOVER);
    OptionalInt balance = answer.integer32(CHECK_BALANCE_RESULT);
    OptionalLong originState = answer.unsigned32(BaseAvps.ORIGIN_STATE_ID);
    return new CreditAnswer(
        (int) MessageCodec.resultCode(answer),
        services(answer),
        failureHandling(answer.integer32(CREDIT_CONTROL_FAILURE_HANDLING)),
        debitFailureHandling(answer.integer32(DIRECT_DEBITING_FAILURE_HANDLING)),
        failover.isPresent() ? failover.getAsInt() == 1 : null,
        finalUnit(answer),
        balance.isPresent() ? balance.getAsInt() == ENOUGH_CREDIT : null,
        advice(answer),
        FailedAvpText.of(answer),
        originState.isPresent() ? originState.getAsLong() : null);
  }

  /** Units of an event may also stand at command level (RFC 8506 6.3). */
  private static List<ServiceGrant> services(Avps answer) {
    List<ServiceGrant> services = new ArrayList<>();
    for (Avps service : answer.groups(MULTIPLE_SERVICES_CREDIT_CONTROL)) {
      services.add(ServiceGrantReader.read(service));
    }
    if (services.isEmpty() && answer.has(GRANTED_SERVICE_UNIT)) {
      services.add(ServiceGrantReader.readCommandLevel(answer));
    }
    return services;
  }

  static @Nullable FinalUnit finalUnit(Avps from) {
    Avps indication = from.group(FINAL_UNIT_INDICATION);
    if (indication == null) {
      return null;
    }
    int action = indication.integer32(FINAL_UNIT_ACTION).orElse(0);
    Avps server = indication.group(REDIRECT_SERVER);
    String uri =
        server != null && server.integer32(REDIRECT_ADDRESS_TYPE).orElse(-1) == SIP_URI
            ? server.text(REDIRECT_SERVER_ADDRESS)
            : null;
    return switch (action) {
      case REDIRECT ->
          new FinalUnit(
              FinalUnit.Action.REDIRECT, uri != null && SIP.matcher(uri).matches() ? uri : null);
      case RESTRICT_ACCESS ->
          new FinalUnit(
              FinalUnit.Action.RESTRICT_ACCESS,
              null,
              indication.texts(FILTER_ID),
              indication.texts(RESTRICTION_FILTER_RULE));
      default -> new FinalUnit(FinalUnit.Action.TERMINATE, null);
    };
  }

  private static @Nullable FailureHandling failureHandling(OptionalInt code) {
    return switch (code.orElse(-1)) {
      case 0 -> FailureHandling.TERMINATE;
      case 1 -> FailureHandling.CONTINUE;
      case 2 -> FailureHandling.RETRY_AND_TERMINATE;
      default -> null;
    };
  }

  private static @Nullable DebitFailureHandling debitFailureHandling(OptionalInt code) {
    return switch (code.orElse(-1)) {
      case 0 -> DebitFailureHandling.TERMINATE_OR_BUFFER;
      case 1 -> DebitFailureHandling.CONTINUE;
      default -> null;
    };
  }

  /** TS 32.299 6.4.3: Cost-Information, Low-Balance-Indication, Remaining-Balance. */
  private static @Nullable AdviceOfCharge advice(Avps answer) {
    return AdviceOfCharge.of(
        money(answer.group(COST_INFORMATION)),
        money(answer.group(REMAINING_BALANCE)),
        answer.integer32(LOW_BALANCE_INDICATION).orElse(0) == LOW_BALANCE);
  }

  /** As an amount, its currency (ISO 4217), and what it is for. */
  private static @Nullable String money(@Nullable Avps of) {
    Avps value = of == null ? null : of.group(UNIT_VALUE);
    if (of == null || value == null) {
      return null;
    }
    long digits = value.integer64(VALUE_DIGITS).orElse(0);
    int exponent = value.integer32(EXPONENT).orElse(0);
    String amount =
        exponent < -18 || exponent > 18
            ? digits + "E" + exponent
            : BigDecimal.valueOf(digits, -exponent).toPlainString();
    String unit = of.has(COST_UNIT) ? of.text(COST_UNIT) : null;
    return amount
        + " "
        + currency(of.unsigned32(CURRENCY_CODE).orElse(0))
        + (unit == null ? "" : " per " + unit.replaceAll("\\p{Cntrl}", " "));
  }

  private static String currency(long code) {
    return Currency.getAvailableCurrencies().stream()
        .filter(currency -> currency.getNumericCode() == code && code != 0)
        .map(Currency::getCurrencyCode)
        .min(Comparator.naturalOrder())
        .orElse(Long.toString(code));
  }

  static @Nullable Long optional(Avps from, Avp avp) {
    OptionalLong value = from.unsigned32(avp);
    return value.isPresent() ? value.getAsLong() : null;
  }
}
