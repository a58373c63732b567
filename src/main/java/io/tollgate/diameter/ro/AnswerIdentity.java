package io.tollgate.diameter.ro;

import io.tollgate.charging.record.CreditRequest;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Applications;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Whether an answer is to the request for which it came (RFC 6733 6.2, RFC 8506 3.2). */
final class AnswerIdentity {

  private AnswerIdentity() {}

  /** What does not fit, in words; null if all does. */
  static @Nullable String strangeIn(Message answer, CreditRequest request) {
    String session = answer.avps().text(BaseAvps.SESSION_ID);
    if (session != null && !session.equals(request.sessionId())) {
      return "Session-Id " + session + " (expected: " + request.sessionId() + ")";
    }
    if (answer.application() != Applications.CREDIT_CONTROL) {
      return "application " + answer.application() + " (expected: 4)";
    }
    OptionalLong application = answer.avps().unsigned32(BaseAvps.AUTH_APPLICATION_ID);
    if (application.isPresent() && application.getAsLong() != Applications.CREDIT_CONTROL) {
      return "Auth-Application-Id " + application.getAsLong() + " (expected: 4)";
    }
    OptionalLong number = answer.avps().unsigned32(CreditControlAvps.CC_REQUEST_NUMBER);
    if (number.isPresent() && number.getAsLong() != request.number()) {
      return "CC-Request-Number " + number.getAsLong() + " (expected: " + request.number() + ")";
    }
    OptionalInt type = answer.avps().integer32(CreditControlAvps.CC_REQUEST_TYPE);
    if (type.isPresent() && type.getAsInt() != request.type().code()) {
      return "CC-Request-Type " + type.getAsInt() + " (expected: " + request.type().code() + ")";
    }
    return answer.isError() && ResultCode.isSuccess(MessageCodec.resultCode(answer.avps()))
        ? "a success with the E bit"
        : null;
  }
}
