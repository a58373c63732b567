package io.tollgate.lab.ocs;

import io.tollgate.lab.common.Participants;
import io.tollgate.lab.stack.AvpReader;
import io.tollgate.lab.stack.Code;
import io.tollgate.lab.stack.LabRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads a CCR. */
final class CreditRequestReader {

  private CreditRequestReader() {}

  static CreditRequest read(LabRequest request) {
    AvpReader avps = request.avps();
    CreditType type = CreditType.of(avps.numberOr(0, Code.CC_REQUEST_TYPE));
    List<CreditRequest.Group> groups = new ArrayList<>();
    avps.groups(Code.MULTIPLE_SERVICES_CREDIT_CONTROL).forEach(mscc -> groups.add(group(mscc)));
    if (groups.isEmpty() && type == CreditType.EVENT) {
      groups.add(group(avps));
    }
    return new CreditRequest(
        request.sessionId(),
        type,
        avps.numberOr(0, Code.CC_REQUEST_NUMBER),
        request.isRetransmission(),
        avps.text(Code.ORIGIN_HOST).orElse(""),
        avps.text(Code.ORIGIN_REALM).orElse(""),
        avps.text(Code.SERVICE_CONTEXT_ID).orElse(""),
        avps.texts(Code.SUBSCRIPTION_ID, Code.SUBSCRIPTION_ID_DATA),
        (int) avps.numberOr(-1, Code.REQUESTED_ACTION),
        Participants.count(avps),
        groups,
        refund(avps));
  }

  private static CreditRequest.Group group(AvpReader mscc) {
    Units used = Units.NONE;
    List<Long> reasons = new ArrayList<>(mscc.numbers(Code.REPORTING_REASON));
    for (AvpReader unit : mscc.groups(Code.USED_SERVICE_UNIT)) {
      used = used.plus(units(unit));
      reasons.addAll(unit.numbers(Code.REPORTING_REASON));
    }
    OptionalLong ratingGroup = mscc.number(Code.RATING_GROUP);
    return new CreditRequest.Group(
        ratingGroup,
        mscc.numbers(Code.SERVICE_IDENTIFIER),
        mscc.has(Code.REQUESTED_SERVICE_UNIT),
        mscc.groups(Code.REQUESTED_SERVICE_UNIT).stream()
            .findFirst()
            .map(CreditRequestReader::units)
            .orElse(Units.NONE),
        used,
        reasons,
        mscc.numbers(Code.TRIGGER, Code.TRIGGER_TYPE));
  }

  private static Units units(AvpReader unit) {
    long total = unit.numberOr(0, Code.CC_TOTAL_OCTETS);
    long bothWays =
        unit.numberOr(0, Code.CC_INPUT_OCTETS) + unit.numberOr(0, Code.CC_OUTPUT_OCTETS);
    return new Units(
        unit.numberOr(0, Code.CC_SERVICE_SPECIFIC_UNITS),
        total > 0 ? total : bothWays,
        unit.numberOr(0, Code.CC_TIME));
  }

  private static String refund(AvpReader avps) {
    byte[] inGroup =
        avps.octets(Code.MULTIPLE_SERVICES_CREDIT_CONTROL, Code.REFUND_INFORMATION)
            .orElse(new byte[0]);
    byte[] information =
        inGroup.length > 0 ? inGroup : avps.octets(Code.REFUND_INFORMATION).orElse(new byte[0]);
    return new String(information, StandardCharsets.UTF_8);
  }
}
